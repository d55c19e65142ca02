"""Takes every picture of a page in the docs anew: `python -m tests.pictures`."""

import asyncio
import sys

from tests.dashboard import pictures as dashboard
from tests.extension import pictures as extension
from tests.window import pictures as window


async def main() -> None:
    """The dashboard's pages, a sign-in window in use, and every screen of the extension."""
    await dashboard.main()
    await window.main()
    await extension.main(extension.USUAL)


if __name__ == "__main__":
    if boxes := extension.undrawable(extension.USUAL):
        sys.exit(f"No font on this machine draws {', '.join(boxes)}. Install one (for ja: fonts-noto-cjk).")
    asyncio.run(main())
