"""Documents that try to become more than text on a page."""

EVIL = "../evil/<i onclick=alert(1)>/..%2f"
HOSTILE = [
    {
        "id": EVIL,
        "title": '"><script>alert(2)</script>{{ 7*7 }}',
        "url": "javascript:alert(3)",
        "publisher": "<b>{{ config }}</b>",
        "published": "2024-03-01",
        "language": "en",
        "text": "The United States delivered 24 AH-64E Apache helicopters to Morocco on 27 February 2024.\n"
        "<script>alert(4)</script> <img src=x onerror=alert(5)> General John <script>alert(6)</script> Smith, commander"
        " of <style>*{display:none}</style> AFRICOM, met the minister in Rabat.\n\u202eEvil order\u202c\x07",
    }
]
