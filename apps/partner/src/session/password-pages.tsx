import { ForgotPassword } from '@parley/ui/session/forgot-password'
import { SetPassword } from '@parley/ui/session/set-password'

export const ForgotPasswordPage = () => <ForgotPassword home="" />
export const SetPasswordPage = () => <SetPassword home="" />
