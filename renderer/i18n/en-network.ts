const notYou = 'Your card, passcode or authenticator is not the cause.';
const forIt =
  'Your local IT service desk. Give them the code and the line “For IT”, or the results of “Check connection”.';

/** What stands between this computer and the log-in service (screen 7, R5). */
export const enNetworkFailures = {
  PROVIDER_OFFLINE: {
    title: 'This computer is not connected to a network',
    happened: 'There is no connection to the internet or to your organisation’s network.',
    whatToDo: `Check the network cable, Wi-Fi or VPN, then try again. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_NAME_UNKNOWN: {
    title: 'We could not find the log-in service on the network',
    happened: 'This computer asked for its address and got none. A VPN that is off, or the network’s DNS, can be why.',
    whatToDo: `If you use a VPN, connect it. Then try again. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_PROXY_FAILED: {
    title: 'The network’s proxy did not let us through',
    happened:
      'This computer reaches the internet through a proxy, and the proxy did not answer or refused the connection.',
    whatToDo: `You cannot fix this yourself. Ask IT to allow CIS2 Desktop through the proxy. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_PROXY_LOGIN: {
    title: 'The network’s proxy asks for a log-in that CIS2 Desktop cannot give',
    happened: 'The proxy wants a name and password of its own. CIS2 Desktop never asks you for one, and sends none.',
    whatToDo: `You cannot fix this yourself. Ask IT to let CIS2 Desktop through without a log-in. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_CERTIFICATE: {
    title: 'We could not be sure that this is the log-in service',
    happened:
      'The security certificate that came back is not one that this computer trusts. Your network may be reading secure traffic, or something may be in its way.',
    whatToDo: `Stop and tell IT. Do not try to get round this. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_CERTIFICATE_DATE: {
    title: 'A security certificate is out of date, or this computer’s clock is wrong',
    happened: 'The certificate of the log-in service does not fit the date and time of this computer.',
    whatToDo: `Check the date and time of this computer. If they are right, tell IT. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_TLS: {
    title: 'We could not make a secure connection to the log-in service',
    happened:
      'This computer and the other side could not agree how to protect the connection. A proxy or a filter can be why.',
    whatToDo: `You cannot fix this yourself. Tell IT. ${notYou}`,
    whoCanHelp: forIt,
  },
};
