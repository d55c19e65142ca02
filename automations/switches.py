"""Switches with which every browser is started, so that it does nothing that no visit needs."""

OF_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
"""What Playwright 1.65 switches off itself. Chromium heeds the last such switch only, so these are named again."""
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""The pages under the address bar. Chromium 156 draws both anew for each window, in a process of their own, at about
half a second of computing each; nobody types into the address bar of a browser that is driven."""
SWITCHES = ("--disable-sync", "--no-first-run", f"--disable-features={','.join((*OF_PLAYWRIGHT, *ADDRESS_BAR))}")
