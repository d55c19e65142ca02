"""What every platform must hold to, tried on its stand-in in every scenario."""
