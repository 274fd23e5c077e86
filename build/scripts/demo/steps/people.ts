/** What a window must not hold any more once one of them is gone. */
export const ofPriya = ['Priya', 'Sample', 'SIM02', 'Robin', '900 000 0009'] as const;
export const ofPriyaOnTheWard = ['Priya', 'Sample', 'Clinical Practitioner', 'SIM03'] as const;
export const ofOwen = ['Owen', 'Example', 'Nurse Access Role'] as const;
