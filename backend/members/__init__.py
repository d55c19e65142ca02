"""Who may do what: members, their devices, how they sign in, what they allow, and the log of it. No HTTP here."""
