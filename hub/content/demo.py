"""A believable programme for the sample office: drawn pictures, pages of words, a short video."""

import math
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Final

import av
import resvg_py
from PIL import Image, ImageDraw

from hub.content import repository
from hub.content.ingest import pictures
from hub.content.ingest.refusal import Bench, Made
from hub.content.rules import ItemKind, Target
from hub.content.service import editing
from hub.content.service.editing import ItemWish, NoticeWish, PlaylistWish, SlotWish
from hub.content.service.library import add_files, keep
from hub.content.store import Store
from hub.content.tables import ContentItemRow
from hub.kit.auth import Principal
from hub.kit.database import Change
from hub.sites.rules import Site
from wire.ids import new_ulid
from wire.messages import TextPage

WEEKDAYS: Final = (0, 1, 2, 3, 4)
RATE: Final = 25
FILM_S: Final = 6
FILM_SIZE: Final = (960, 540)

HOURS = TextPage(
    title={
        "de": "Öffnungszeiten", "de-simple": "Wann ist offen?", "en": "Opening hours",
        "tr": "Çalışma saatleri", "ar": "ساعات الدوام", "uk": "Години роботи",
    },
    body={
        "de": "Montag bis Freitag 8 bis 12 Uhr\nDonnerstag auch 14 bis 18 Uhr",
        "de-simple": "Montag bis Freitag: 8 bis 12 Uhr.\nDonnerstag auch: 14 bis 18 Uhr.",
        "en": "Monday to Friday 8 am to 12 noon\nThursday also 2 to 6 pm",
        "tr": "Pazartesi–Cuma 8.00–12.00\nPerşembe ayrıca 14.00–18.00",
        "ar": "من الاثنين إلى الجمعة 8 إلى 12\nالخميس أيضًا 14 إلى 18",
        "uk": "Понеділок – п’ятниця 8:00–12:00\nЧетвер також 14:00–18:00",
    },
    pictogram="clock",
)  # fmt: skip
PAPERS = TextPage(
    title={
        "de": "Nur Unterlagen abgeben?", "en": "Only handing in documents?",
        "uk": "Лише здати документи?", "ar": "تسليم مستندات فقط؟",
    },
    body={
        "de": "Nehmen Sie am Kiosk „Unterlagen abgeben“.\nSie bekommen sofort einen Beleg.",
        "en": "Choose “Hand in documents” at the kiosk.\nYou get a receipt at once.",
        "uk": "Оберіть на терміналі «Здати документи».\nВи одразу отримаєте квитанцію.",
        "ar": "اختر «تسليم المستندات» على الجهاز.\nتحصل على إيصال فورًا.",
    },
    pictogram="document",
)  # fmt: skip
QUIET = TextPage(
    title={"de": "Bitte leise telefonieren", "en": "Please keep phone calls quiet",
           "tr": "Lütfen sessiz konuşun", "ru": "Пожалуйста, говорите тише"},
    body={"de": "So hört jede und jeder den Aufruf.", "en": "So that everybody hears the calls.",
          "tr": "Böylece herkes çağrıyı duyar.", "ru": "Чтобы все слышали вызов."},
    pictogram="quiet",
)  # fmt: skip
WIFI = TextPage(
    title={"de": "Freies WLAN", "en": "Free Wi-Fi", "fr": "Wi-Fi gratuit"},
    body={"de": "Netz: Gast-Musterstadt\nOhne Passwort", "en": "Network: Gast-Musterstadt\n"
          "No password", "fr": "Réseau : Gast-Musterstadt\nSans mot de passe"},
    pictogram="wifi",
)  # fmt: skip
LIFT = TextPage(
    title={"de": "Der Aufzug steht heute still", "en": "The lift is out of service today",
           "tr": "Asansör bugün çalışmıyor", "ar": "المصعد معطّل اليوم"},
    body={"de": "Brauchen Sie Hilfe? Der Empfang ruft jemanden.",
          "en": "Do you need help? Reception will call somebody.",
          "tr": "Yardıma mı ihtiyacınız var? Danışmaya söyleyin.",
          "ar": "هل تحتاج مساعدة؟ اسأل الاستقبال."},
    pictogram="lift",
)  # fmt: skip


def furnish(change: Change, site: Site, store: Store, now: datetime) -> None:
    """Fill the library and plan the weeks; the displays of the sample house must hang already."""
    who = Principal("demo", "vogt", "R. Vogt", "publisher", change.site, None, "")
    shown = [
        _item(change, store, name, draw, now + timedelta(milliseconds=number))
        for number, (name, draw) in enumerate(
            (
                ("Morgen in Musterstadt", _morning), ("Mit dem Rad zur Arbeit", _bicycle),
                ("Vom Brief zum Aufruf", _film),
            )
        )
    ]  # fmt: skip
    hours, papers, quiet, wifi = (
        editing.add_page(change, who, ItemWish(page.title["de"], 8, page=page), now)
        for page in (HOURS, PAPERS, QUIET, WIFI)
    )
    waiting = (shown[0], papers, shown[2], quiet, hours, shown[1], wifi)
    lists = [
        editing.add_playlist(change, who, wish, now)
        for wish in (
            PlaylistWish("Wartezone am Tag", waiting),
            PlaylistWish("Flur am Tag", (shown[0], hours, shown[1]), together=True),
            PlaylistWish("Geschlossen", (hours,)),
        )
    ]
    day = {"days": WEEKDAYS, "starts": 7 * 60, "ends": 18 * 60}
    for wish in (
        SlotWish(lists[0], Target("tag", "wartezone"), **day, holidays="never"),  # type: ignore[arg-type]
        SlotWish(lists[1], Target("tag", "flur"), **day, holidays="never"),  # type: ignore[arg-type]
        SlotWish(lists[2], Target("all"), tuple(range(7)), 0, 1440),
    ):
        editing.add_slot(change, who, wish, now)
    begin, end = site.bounds(site.day(now))
    lift = NoticeWish(LIFT, Target("tag", "wartezone"), begin, end - timedelta(seconds=1), 10, 180)
    editing.add_notice(change, who, lift, now)


def _item(
    change: Change, store: Store, name: str, draw: Callable[[Bench], Made], now: datetime
) -> str:
    with store.workplace() as folder:
        made = draw(Bench(folder, folder, lambda _: None))
        kept = keep(store, folder, made, now)
    add_files(change.session, kept)
    kind: ItemKind = "video" if made.seconds else "picture"
    row = ContentItemRow(
        id=new_ulid(now), site=change.site, kind=kind, name=name, seconds=10,
        sha256=kept.file.sha256, thumb=kept.thumb.sha256, original=f"{name}.{made.file[-3:]}",
        came_by="vogt", came_at=now,
    )  # fmt: skip
    repository.add(change.session, row)
    return row.id


# ------------------------------------------------------------------ pictures


def _morning(bench: Bench) -> Made:
    """The office at sunrise, with a tree."""
    windows = "".join(
        f'<rect x="{760 + 130 * column}" y="{430 + 130 * row}" width="80" height="86" rx="8" '
        f'fill="{"#ffe7b6" if (column * 3 + row) % 4 else "#eff3fa"}"/>'
        for column in range(7)
        for row in range(3)
    )
    rays = "".join(
        f'<line x1="380" y1="620" x2="{380 + 900 * math.cos(turn):.0f}" '
        f'y2="{620 - 900 * math.sin(turn):.0f}" stroke="#ffd58a" stroke-width="26"/>'
        for turn in (0.35 + 0.28 * n for n in range(10))
    )
    return _drawn(
        bench,
        '<rect width="1920" height="1080" fill="#ffe7b6"/>' + rays +
        '<circle cx="380" cy="620" r="190" fill="#ffa305"/>'
        '<rect y="830" width="1920" height="250" fill="#007155"/>'
        '<path d="M0 860 Q500 770 1000 850 T1920 830 V1080 H0 Z" fill="#3cc39f"/>'
        '<rect x="700" y="360" width="1010" height="510" rx="10" fill="#2044aa"/>' + windows +
        '<rect x="1150" y="700" width="130" height="170" rx="8" fill="#131525"/>'
        '<rect x="690" y="330" width="1030" height="44" rx="8" fill="#131525"/>'
        '<rect x="238" y="660" width="44" height="230" fill="#925400"/>'
        '<circle cx="260" cy="560" r="150" fill="#007155"/>'
        '<circle cx="170" cy="640" r="100" fill="#007155"/>'
        '<circle cx="350" cy="640" r="100" fill="#007155"/>',
    )  # fmt: skip


def _bicycle(bench: Bench) -> Made:
    """A bicycle on the way through hills."""
    wheels = "".join(
        f'<circle cx="{x}" cy="760" r="170" fill="none" stroke="#131525" stroke-width="26"/>'
        + "".join(
            f'<line x1="{x}" y1="760" x2="{x + 165 * math.cos(math.pi * n / 4):.0f}" '
            f'y2="{760 + 165 * math.sin(math.pi * n / 4):.0f}" stroke="#51577a" stroke-width="6"/>'
            for n in range(8)
        )
        for x in (680, 1240)
    )
    return _drawn(
        bench,
        '<rect width="1920" height="1080" fill="#d3ecf4"/>'
        '<path d="M0 620 Q320 380 700 590 T1400 520 T1920 560 V1080 H0 Z" fill="#9fdcc8"/>'
        '<path d="M0 760 Q600 620 1100 760 T1920 720 V1080 H0 Z" fill="#3cc39f"/>'
        '<rect y="925" width="1920" height="155" fill="#51577a"/>'
        '<circle cx="1600" cy="220" r="110" fill="#ffa305"/>' + wheels +
        '<path d="M680 760 L860 470 L1130 470 L960 760 Z M860 470 L960 760 M1130 470 L1240 760 '
        'M1130 470 L1110 390 M830 430 L860 470" fill="none" stroke="#b60000" stroke-width="28" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
        '<rect x="760" y="404" width="150" height="34" rx="17" fill="#131525"/>'
        '<path d="M1110 390 h90 a24 24 0 0 1 0 48" fill="none" stroke="#131525" '
        'stroke-width="24" stroke-linecap="round"/><circle cx="960" cy="760" r="40" '
        'fill="#131525"/>',
    )  # fmt: skip


def _drawn(bench: Bench, inside: str) -> Made:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1920 1080">{inside}</svg>'
    png = bytes(resvg_py.svg_to_bytes(svg_string=text, width=1_600, skip_system_fonts=True))
    with Image.open(BytesIO(png)) as picture:
        return pictures.keep(bench, pictures.upright(picture), 1)


# ------------------------------------------------------------------ video


def _film(bench: Bench) -> Made:
    """A letter goes to the kiosk, a number comes out, the display shows it."""
    path = bench.folder / "001.mp4"
    poster: Image.Image | None = None
    with av.open(path, "w", options={"movflags": "+faststart"}) as out:
        encoder = out.add_stream("libx264", rate=RATE)
        encoder.width, encoder.height = FILM_SIZE
        encoder.pix_fmt, encoder.gop_size = "yuv420p", 2 * RATE
        encoder.time_base = Fraction(1, RATE)
        encoder.options = {"preset": "ultrafast", "crf": "24", "profile": "main"}
        for count, picture in enumerate(_frames()):
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
            frame.pts, frame.time_base = count, Fraction(1, RATE)
            out.mux(encoder.encode(frame))
            poster = picture if count == RATE * 5 else poster
        out.mux(encoder.encode(None))
    thumb = pictures.thumbnail(bench, poster or Image.new("RGB", FILM_SIZE), 1)
    return Made(Path(path).name, thumb, "video/mp4", *FILM_SIZE, seconds=float(FILM_S))


def _frames() -> Iterator[Image.Image]:
    ground = Image.new("RGB", FILM_SIZE, "#f3f4f7")
    draw = ImageDraw.Draw(ground)
    draw.rectangle((0, 450, 960, 540), fill="#c0c3d5")
    draw.rounded_rectangle((390, 150, 540, 457), 15, fill="#2044aa")
    draw.rounded_rectangle((409, 172, 521, 285), 8, fill="#ffffff")
    draw.rounded_rectangle((424, 375, 506, 390), 6, fill="#131525")
    draw.rounded_rectangle((645, 90, 930, 255), 10, fill="#131525")
    for count in range(RATE * FILM_S):
        yield _frame(ground.copy(), count / RATE)


def _frame(picture: Image.Image, at: float) -> Image.Image:
    """The picture at so many seconds."""
    draw = ImageDraw.Draw(picture)
    if at < 2.2:
        x = 45 + 360 * _eased(at / 1.8)
        draw.rounded_rectangle((x, 195, x + 98, 262), 4, fill="#ffffff", outline="#51577a", width=3)
        draw.line((x, 196, x + 49, 232, x + 98, 196), fill="#51577a", width=3)
    if at > 1.8:
        draw.line((442, 229, 459, 246, 491, 206), fill="#007155", width=12, joint="curve")
    if at > 2.4:
        long = 82 * _eased((at - 2.4) / 1.2)
        draw.rectangle((435, 384, 495, 384 + long), fill="#ffffff", outline="#51577a", width=2)
        if long > 52:
            draw.polygon(((465, 398), (484, 431), (446, 431)), fill="#131525")
    if at > 4:
        draw.rounded_rectangle((660, 105, 915, 240), 8, fill="#ffffff")
        draw.polygon(((720, 128), (765, 214), (675, 214)), fill="#925400")
        draw.polygon(((810, 154), (848, 154), (848, 135), (893, 173), (848, 210),
                      (848, 191), (810, 191)), fill="#2044aa")  # fmt: skip
    return picture


def _eased(share: float) -> float:
    """From 0 to 1, slow at both ends."""
    kept = min(1.0, max(0.0, share))
    return kept * kept * (3 - 2 * kept)
