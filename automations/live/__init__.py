"""A browser that a person sees and uses from elsewhere, to sign in on a machine without a screen."""
