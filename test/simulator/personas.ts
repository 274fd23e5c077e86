import type { AuthenticatorKey } from './authenticators.ts';

/** One element of userinfo's `nhsid_nrbac_roles`. It does not carry its organisation's name: join by `org_code`. */
export interface NrbacRole {
  readonly person_orgid: string;
  readonly person_roleid: string;
  readonly org_code: string;
  /** Three quoted parts joined by colons. */
  readonly role_name: string;
  /** `S:G:R`; the last part is the job role. */
  readonly role_code: string;
  readonly activities?: readonly string[];
  readonly activity_codes?: readonly string[];
  readonly workgroups?: readonly string[];
  readonly workgroups_codes?: readonly string[];
}

/** One element of userinfo's `nhsid_user_orgs`. */
export interface UserOrganisation {
  readonly org_name: string;
  readonly org_code: string;
}

export interface Persona {
  /** 12 digits: the value in `select[name=user]`, and `sub`, `uid` and `nhsid_useruid`. */
  readonly id: string;
  /** As userinfo's `name`. */
  readonly name: string;
  readonly title: string;
  readonly givenName: string;
  readonly middleNames?: string;
  readonly familyName: string;
  /** What the log-in page says beside the name. */
  readonly summary: string;
  /** `id_assurance_level`, a string as CIS2 sends it. */
  readonly identityLevel: '2' | '3';
  readonly authenticators: readonly AuthenticatorKey[];
  readonly roles: readonly NrbacRole[];
  readonly organisations: readonly UserOrganisation[];
  /** Claims of scope `professionalmemberships`, for example `gmc_id`. */
  readonly registrations: Readonly<Record<string, string>>;
}

/** Fixed ids, so that a test can name a person. Synthetic: no NHS identifier begins with 999. */
export const PERSONA_IDS = {
  generalPractitioner: '999000000011',
  nurse: '999000000022',
  locum: '999000000033',
  noAal3Authenticator: '999000000044',
  lowIdentityLevel: '999000000055',
  aal1: '999000000066',
  manyRoles: '999000000077',
} as const;

/** `person_roleid` of roles that tests name. */
export const ROLE_IDS = {
  generalPractitionerAtBrook: '999000001101',
  generalPractitionerAtHill: '999000001102',
  practiceManagerAtBrook: '999000001103',
  clinicalAtWard: '999000001104',
  adminAtHill: '999000001105',
  /** Its organisation, SIM09, is missing from `nhsid_user_orgs`. */
  clinicalAtUnlistedOrganisation: '999000001106',
  nurseAtBrook: '999000002201',
} as const;

const BROOK: UserOrganisation = { org_name: 'SIMULATED BROOK SURGERY', org_code: 'SIM01' };
const HILL: UserOrganisation = { org_name: 'SIMULATED HILL SURGERY', org_code: 'SIM02' };
const WARD: UserOrganisation = { org_name: 'SIMULATED COTTAGE HOSPITAL', org_code: 'SIM03' };
/** In the GP's organisations although no role is held there: the two lists come apart in both directions. */
const CLINIC: UserOrganisation = { org_name: 'SIMULATED WALK-IN CLINIC', org_code: 'SIM04' };

const JOBS = {
  generalPractitioner: {
    role_name: '"Clinical":"Clinical Provision":"General Medical Practitioner"',
    role_code: 'S8000:G8000:R0260',
  },
  nurse: { role_name: '"Clinical":"Clinical Provision":"Nurse Access Role"', role_code: 'S8000:G8000:R8001' },
  clinical: {
    role_name: '"Clinical":"Clinical Provision":"Clinical Practitioner Access Role"',
    role_code: 'S8000:G8000:R8000',
  },
  practiceManager: {
    role_name: '"Non-Clinical":"Management":"Practice Manager"',
    role_code: 'S8001:G8002:R1780',
  },
  admin: {
    role_name: '"Non-Clinical":"Admin & Clerical":"Admin/Clinical Support Access Role"',
    role_code: 'S8001:G8003:R8008',
  },
} as const;

function role(
  person_roleid: string,
  job: (typeof JOBS)[keyof typeof JOBS],
  org_code: string,
  person_orgid: string,
  optional: Pick<NrbacRole, 'activities' | 'activity_codes' | 'workgroups' | 'workgroups_codes'> = {},
): NrbacRole {
  return { person_orgid, person_roleid, org_code, ...job, ...optional };
}

const REGIONAL_ROLES = 500;

/** Half a thousand of them, at a place each: what a search has to cope with. */
const REGION = Array.from({ length: REGIONAL_ROLES }, (_, index) => {
  const number = String(index + 1).padStart(3, '0');
  const organisation: UserOrganisation = {
    org_name: `SIMULATED REGIONAL SURGERY ${number}`,
    org_code: `SIMR${number}`,
  };
  const jobs = [JOBS.nurse, JOBS.clinical, JOBS.admin];
  const job = jobs[index % jobs.length] ?? JOBS.nurse;
  return { organisation, role: role(`999000077${number}`, job, organisation.org_code, `999000079${number}`) };
});

/** Seven people, each there for one question. All names, numbers and places are invented. */
export const PERSONAS: readonly Persona[] = [
  {
    id: PERSONA_IDS.generalPractitioner,
    name: 'Priya Sample',
    title: 'Dr',
    givenName: 'Priya',
    middleNames: 'Ann',
    familyName: 'Sample',
    summary: 'GP, six roles, every authenticator',
    identityLevel: '3',
    authenticators: [
      'microsoftAuthenticator',
      'nhsNetConnect',
      'passkey',
      'windowsHello',
      'securityKey',
      'ipad',
      'smartcard',
      'smartcardIdentityAgent',
    ],
    roles: [
      role(ROLE_IDS.generalPractitionerAtBrook, JOBS.generalPractitioner, 'SIM01', '999000009011', {
        activities: ['"Simulated prescribing activity"'],
        activity_codes: ['B0428'],
        workgroups: ['SIMULATED WORKGROUP'],
        workgroups_codes: ['999000008001'],
      }),
      role(ROLE_IDS.generalPractitionerAtHill, JOBS.generalPractitioner, 'SIM02', '999000009012'),
      role(ROLE_IDS.practiceManagerAtBrook, JOBS.practiceManager, 'SIM01', '999000009011'),
      role(ROLE_IDS.clinicalAtWard, JOBS.clinical, 'SIM03', '999000009013', {
        activities: [],
        activity_codes: [],
      }),
      role(ROLE_IDS.adminAtHill, JOBS.admin, 'SIM02', '999000009012'),
      role(ROLE_IDS.clinicalAtUnlistedOrganisation, JOBS.clinical, 'SIM09', '999000009019'),
    ],
    organisations: [BROOK, HILL, WARD, CLINIC],
    registrations: { gmc_id: '9990011' },
  },
  {
    id: PERSONA_IDS.nurse,
    name: 'Owen Example',
    title: 'Mr',
    givenName: 'Owen',
    familyName: 'Example',
    summary: 'Nurse, one role',
    identityLevel: '3',
    authenticators: ['microsoftAuthenticator', 'securityKey'],
    roles: [role(ROLE_IDS.nurseAtBrook, JOBS.nurse, 'SIM01', '999000009021')],
    organisations: [BROOK],
    registrations: { nmc_id: '99A0022S' },
  },
  {
    id: PERSONA_IDS.locum,
    name: "Morgan O'Specimen",
    title: 'Dr',
    givenName: 'Morgan',
    familyName: "O'Specimen",
    summary: 'Locum, no role',
    identityLevel: '3',
    authenticators: ['nhsNetConnect', 'smartcard'],
    roles: [],
    organisations: [],
    registrations: { gmc_id: '9990033' },
  },
  {
    id: PERSONA_IDS.noAal3Authenticator,
    name: 'Grace Placeholder',
    title: 'Ms',
    givenName: 'Grace',
    familyName: 'Placeholder',
    summary: 'Healthcare assistant, no AAL3 authenticator',
    identityLevel: '3',
    authenticators: ['microsoftAuthenticator', 'nhsNetConnect', 'passkey'],
    roles: [role('999000004401', JOBS.clinical, 'SIM03', '999000009041')],
    organisations: [WARD],
    registrations: {},
  },
  {
    id: PERSONA_IDS.lowIdentityLevel,
    name: 'Idris Mockford',
    title: 'Mr',
    givenName: 'Idris',
    familyName: 'Mockford',
    summary: 'Receptionist, identity level 2',
    identityLevel: '2',
    authenticators: ['microsoftAuthenticator', 'securityKey'],
    roles: [role('999000005501', JOBS.admin, 'SIM02', '999000009051')],
    organisations: [HILL],
    registrations: {},
  },
  {
    id: PERSONA_IDS.aal1,
    name: 'Sam Template',
    title: 'Mx',
    givenName: 'Sam',
    familyName: 'Template',
    summary: 'Clerk, user name and password only (AAL1)',
    identityLevel: '3',
    authenticators: ['userPassword'],
    roles: [role('999000006601', JOBS.admin, 'SIM01', '999000009061')],
    organisations: [BROOK],
    registrations: {},
  },
  {
    id: PERSONA_IDS.manyRoles,
    name: 'Alex Manifold',
    title: 'Mx',
    givenName: 'Alex',
    familyName: 'Manifold',
    summary: 'Regional bank nurse, 500 roles',
    identityLevel: '3',
    authenticators: ['microsoftAuthenticator', 'securityKey'],
    roles: REGION.map(({ role: held }) => held),
    organisations: REGION.map(({ organisation }) => organisation),
    registrations: {},
  },
];

export function findPersona(id: string | undefined): Persona | undefined {
  return PERSONAS.find((persona) => persona.id === id);
}
