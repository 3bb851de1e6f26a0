import { AcceptInvitation } from '@parley/ui/team/accept-invitation'

/** Where an invitation's link leads, of a partner's people and of the vendor's: it goes on to the app of the role. */
export const InvitationPage = () => <AcceptInvitation />
