"""Ways in which a page may try to reach what is none of its platform's business. `HERE` is the canary's port."""

ADDRESSES = {
    "loopback": "http://127.0.0.1:HERE/",
    "loopback-tls": "https://127.0.0.1:HERE/",
    "localhost": "http://localhost:HERE/",
    "under-localhost": "http://x.com.localhost:HERE/",
    "all-addresses": "http://0.0.0.0:HERE/",
    "decimal": "http://2130706433:HERE/",
    "octal": "http://0177.0.0.1:HERE/",
    "hexadecimal": "http://0x7f.0x0.0x0.0x1:HERE/",
    "short": "http://127.1:HERE/",
    "ipv6": "http://[::1]:HERE/",
    "ipv4-in-ipv6": "http://[::ffff:127.0.0.1]:HERE/",
    "trailing-dot": "http://localhost.:HERE/",
    "user-info": "http://x.com@127.0.0.1:HERE/",
    "mapped-host": "https://elsewhere.example/",
    "own-name-inside": "https://x.com.elsewhere.example/",
    "own-name-at-the-end": "https://notx.com/",
    "fullwidth": "http://１２７.0.0.1:HERE/",
}
"""The same request by many names."""
ELEMENTS = {
    "image": '<img src="ADDRESS">',
    "script": '<script src="ADDRESS"></script>',
    "style": '<link rel="stylesheet" href="ADDRESS">',
    "style-import": "<style>@import url(ADDRESS);</style>",
    "font": "<style>@font-face{font-family:f;src:url(ADDRESS)}p{font-family:f}</style><p>text</p>",
    "frame": '<iframe src="ADDRESS"></iframe>',
    "frame-from-data": '<iframe src="data:text/html,<img src=ADDRESS>"></iframe>',
    "object": '<object data="ADDRESS"></object>',
    "embed": '<embed src="ADDRESS">',
    "video": '<video src="ADDRESS" autoplay></video>',
    "audio": '<audio src="ADDRESS" autoplay></audio>',
    "prefetch": '<link rel="prefetch" href="ADDRESS">',
    "preconnect": '<link rel="preconnect" href="ADDRESS">',
    "dns-prefetch": '<link rel="dns-prefetch" href="ADDRESS">',
    "preload": '<link rel="preload" as="fetch" href="ADDRESS" crossorigin>',
    "modulepreload": '<link rel="modulepreload" href="ADDRESS">',
    "speculation": '<script type="speculationrules">{"prefetch":[{"source":"list","urls":["ADDRESS"]}]}</script>',
    "meta-refresh": '<meta http-equiv="refresh" content="0;url=ADDRESS">',
    "form": '<form method="post" action="ADDRESS"></form><script>document.forms[0].submit()</script>',
    "ping": '<a id="a" ping="ADDRESS" href="#x">x</a><script>document.getElementById("a").click()</script>',
    "favicon": '<link rel="icon" href="ADDRESS">',
    "manifest": '<link rel="manifest" href="ADDRESS">',
    "svg-use": '<svg><image href="ADDRESS" width="9" height="9"/></svg>',
    "redirect": '<img src="/to?ADDRESS"><iframe src="/to?ADDRESS"></iframe>',
    "fetch": "<script>fetch('ADDRESS',{mode:'no-cors'})</script>",
    "xhr": "<script>let r=new XMLHttpRequest();r.open('POST','ADDRESS');r.send('x')</script>",
    "beacon": "<script>navigator.sendBeacon('ADDRESS','x')</script>",
    "websocket": "<script>new WebSocket('ADDRESS'.replace(/^http/,'ws'))</script>",
    "event-source": "<script>new EventSource('ADDRESS')</script>",
    "worker": (
        "<script>new Worker(URL.createObjectURL(new Blob([\"fetch('ADDRESS',{mode:'no-cors'});"
        "try{importScripts('ADDRESS')}catch(e){}\"])))</script>"
    ),
    "service-worker": "<script>navigator.serviceWorker.register('/worker.js?ADDRESS')</script>",
    "popup": "<script>window.open('ADDRESS')</script>",
    "location": "<script>location='ADDRESS'</script>",
    "webtransport": "<script>new WebTransport('ADDRESS'.replace(/^http:/,'https:'))</script>",
    "keepalive": "<script>fetch('ADDRESS',{mode:'no-cors',keepalive:true});location='/'</script>",
}
"""The same address by many ways."""
SPECIAL = {
    "stun": (
        "<script>let c=new RTCPeerConnection({iceServers:[{urls:'stun:127.0.0.1:HERE'},"
        "{urls:'turn:127.0.0.1:HERE?transport=tcp',username:'u',credential:'c'}]});"
        "c.createDataChannel('x');c.createOffer().then(o=>c.setLocalDescription(o))</script>"
    ),
    "file-frame": '<iframe src="file:///etc/hostname"></iframe><script>location="file:///etc/hostname"</script>',
    "metadata": "<script>fetch('http://169.254.169.254/latest/meta-data/',{mode:'no-cors'})</script>",
    "private": "<script>for(const h of ['10.0.0.1','192.168.0.1','172.16.0.1'])fetch('http://'+h,{mode:'no-cors'})</script>",
}


def pages(port: int) -> dict[str, str]:
    """Every trick as a page, by name."""
    elements = {f"by-{name}": markup.replace("ADDRESS", ADDRESSES["loopback"]) for name, markup in ELEMENTS.items()}
    addresses = {
        f"to-{name}": "".join(
            ELEMENTS[way].replace("ADDRESS", address) for way in ("fetch", "image", "frame", "websocket")
        )
        for name, address in ADDRESSES.items()
    }
    return {
        name: page.replace("HERE/", f"{port}/{name}").replace("HERE", str(port))
        for name, page in {**elements, **addresses, **SPECIAL}.items()
    }
