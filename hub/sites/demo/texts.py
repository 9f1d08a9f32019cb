"""The sample house's names and hints in all languages; other than German by no native speaker."""

from typing import Final

from wire.look import LANGUAGES


def _text(*said: str) -> dict[str, str]:
    """One sentence in the order of `wire.look.LANGUAGES`."""
    return dict(zip(LANGUAGES, said, strict=True))


def _numbered(which: str, *before: str) -> dict[str, str]:
    """One word for each language, and the same letter or number behind it."""
    return _text(*(f"{word} {which}" for word in before))


def zone_name(letter: str) -> dict[str, str]:
    """The name of a waiting zone."""
    return _numbered(
        letter, "Wartebereich", "Warte-Bereich", "Waiting area", "Bekleme alanı",
        "منطقة الانتظار", "Зона очікування", "Зона ожидания", "محل انتظار", "Zona de așteptare",
        "Зона за изчакване", "Poczekalnia", "Zone d’attente",
    )  # fmt: skip


def room_name(number: str) -> dict[str, str]:
    """The name of a room (Zimmer)."""
    return _numbered(
        number, "Zimmer", "Zimmer", "Room", "Oda", "الغرفة", "Кабінет", "Кабинет", "اتاق",
        "Camera", "Стая", "Pokój", "Bureau",
    )  # fmt: skip


def counter_name(number: int) -> dict[str, str]:
    """The name of a counter (Schalter)."""
    return _numbered(
        str(number), "Schalter", "Schalter", "Counter", "Gişe", "الشباك", "Віконце", "Окно",
        "باجه", "Ghișeul", "Гише", "Okienko", "Guichet",
    )  # fmt: skip


NAMES: Final[dict[str, dict[str, str]]] = {
    "geld": _text(
        "Geld und Bescheid", "Geld und Brief vom Amt", "Money and notices",
        "Para ve bildirimler", "المال والإشعارات", "Гроші та рішення", "Деньги и решения",
        "پول و نامه‌های اداره", "Bani și decizii", "Пари и решения", "Pieniądze i decyzje",
        "Argent et courriers",
    ),
    "erstantrag": _text(
        "Erstantrag", "Zum ersten Mal Geld beantragen", "First application", "İlk başvuru",
        "الطلب الأول", "Перша заява", "Первое заявление", "اولین درخواست", "Prima cerere",
        "Първо заявление", "Pierwszy wniosek", "Première demande",
    ),
    "weiterbewilligung": _text(
        "Weiter Geld bekommen", "Weiter Geld bekommen", "Keep getting money",
        "Ödemenin devamı", "تمديد الإعانة", "Продовження виплат", "Продление выплат",
        "ادامه دریافت پول", "Continuarea plăților", "Продължаване на плащанията",
        "Dalsze wypłaty", "Continuer à recevoir l’aide",
    ),
    "geldleistung": _text(
        "Frage zum Bescheid", "Frage zu einem Brief", "Question on a notice",
        "Bildirim hakkında soru", "سؤال عن الإشعار", "Запитання щодо рішення",
        "Вопрос по решению", "سؤال درباره نامه", "Întrebare despre decizie",
        "Въпрос за решение", "Pytanie o decyzję", "Question sur un courrier",
    ),
    "unterlagen": _text(
        "Unterlagen abgeben", "Papiere abgeben", "Hand in papers", "Belge teslimi",
        "تسليم الأوراق", "Подати документи", "Сдать документы", "تحویل مدارک",
        "Predarea documentelor", "Предаване на документи", "Oddanie dokumentów",
        "Remettre des documents",
    ),
    "arbeitsvermittlung": _text(
        "Arbeit finden", "Arbeit finden", "Find work", "İş bulma", "البحث عن عمل",
        "Знайти роботу", "Найти работу", "پیدا کردن کار", "Găsirea unui loc de muncă",
        "Намиране на работа", "Szukanie pracy", "Trouver un travail",
    ),
    "ausbildung": _text(
        "Ausbildung finden", "Einen Beruf lernen", "Find training", "Meslek eğitimi bulma",
        "البحث عن تدريب مهني", "Знайти навчання професії", "Найти обучение профессии",
        "پیدا کردن آموزش حرفه‌ای", "Găsirea unei formări", "Намиране на обучение",
        "Nauka zawodu", "Trouver une formation",
    ),
    "umzug": _text(
        "Umzug und Miete", "Umzug und Miete", "Moving and rent", "Taşınma ve kira",
        "الانتقال والإيجار", "Переїзд і оренда", "Переезд и аренда", "جابه‌جایی و اجاره",
        "Mutare și chirie", "Преместване и наем", "Przeprowadzka i czynsz",
        "Déménagement et loyer",
    ),
    "bildungspaket": _text(
        "Bildung und Teilhabe", "Geld für Schule und Sport", "School and leisure",
        "Okul ve spor desteği", "دعم المدرسة والرياضة", "Школа і дозвілля", "Школа и досуг",
        "کمک برای مدرسه و ورزش", "Școală și timp liber", "Училище и свободно време",
        "Szkoła i czas wolny", "École et loisirs",
    ),
    "selbststaendig": _text(
        "Selbstständig arbeiten", "Mit eigener Firma arbeiten", "Self-employed",
        "Serbest çalışanlar", "العمل الحر", "Власна справа", "Своё дело", "کار آزاد",
        "Activitate independentă", "Самостоятелна заетост", "Własna działalność",
        "Travail indépendant",
    ),
}  # fmt: skip
"""What the kiosk's buttons say, by concern."""

HINTS: Final[dict[str, dict[str, str]]] = {
    "geld": _text(
        "Anträge und Fragen zu Ihrem Geld.", "Sie haben eine Frage zu Ihrem Geld.",
        "Applications and questions about your money.", "Paranızla ilgili başvurular ve sorular.",
        "الطلبات والأسئلة المتعلقة بأموالك.", "Заяви та запитання про ваші гроші.",
        "Заявления и вопросы о ваших деньгах.", "درخواست‌ها و پرسش‌ها درباره پول شما.",
        "Cereri și întrebări despre banii dumneavoastră.", "Заявления и въпроси за вашите пари.",
        "Wnioski i pytania o pieniądze.", "Demandes et questions sur votre argent.",
    ),
    "erstantrag": _text(
        "Sie beantragen zum ersten Mal Geld.", "Sie möchten zum ersten Mal Geld von uns.",
        "You apply for money for the first time.", "İlk kez para yardımına başvuruyorsunuz.",
        "تتقدم بطلب الحصول على المال للمرة الأولى.", "Ви подаєте заяву на гроші вперше.",
        "Вы подаёте заявление на деньги впервые.", "برای اولین بار درخواست پول می‌دهید.",
        "Cereți bani pentru prima dată.", "Кандидатствате за пари за първи път.",
        "Składają Państwo wniosek po raz pierwszy.",
        "Vous demandez de l’argent pour la première fois.",
    ),
    "weiterbewilligung": _text(
        "Ihr Antrag läuft bald aus.", "Ihr Geld hört bald auf. Sie brauchen es weiter.",
        "Your grant ends soon.", "Ödemeniz yakında sona eriyor.", "ستنتهي إعانتك قريبًا.",
        "Ваші виплати скоро закінчаться.", "Ваши выплаты скоро закончатся.",
        "پرداخت شما به‌زودی تمام می‌شود.", "Plata dumneavoastră se termină în curând.",
        "Вашето плащане скоро изтича.", "Państwa świadczenie wkrótce się kończy.",
        "Votre aide se termine bientôt.",
    ),
    "geldleistung": _text(
        "Sie verstehen einen Brief von uns nicht.", "Sie verstehen einen Brief von uns nicht.",
        "You do not understand a letter from us.", "Bizden gelen bir mektubu anlamadınız.",
        "لا تفهم رسالة منا.", "Ви не розумієте нашого листа.", "Вы не понимаете наше письмо.",
        "نامه‌ای از ما را متوجه نمی‌شوید.", "Nu înțelegeți o scrisoare de la noi.",
        "Не разбирате писмо от нас.", "Nie rozumieją Państwo naszego pisma.",
        "Vous ne comprenez pas un courrier de notre part.",
    ),
    "unterlagen": _text(
        "Sie bringen uns Papiere.", "Sie bringen uns Papiere.", "You bring us papers.",
        "Bize belge getiriyorsunuz.", "تحضر لنا أوراقًا.", "Ви принесли нам документи.",
        "Вы принесли нам документы.", "مدارکی برای ما آورده‌اید.", "Ne aduceți documente.",
        "Носите ни документи.", "Przynoszą Państwo dokumenty.", "Vous apportez des documents.",
    ),
    "arbeitsvermittlung": _text(
        "Wir helfen bei der Suche nach Arbeit.", "Wir helfen Ihnen, Arbeit zu finden.",
        "We help you to look for work.", "İş aramanıza yardım ediyoruz.",
        "نساعدك في البحث عن عمل.", "Ми допомагаємо шукати роботу.", "Мы помогаем искать работу.",
        "در جست‌وجوی کار کمک می‌کنیم.", "Vă ajutăm să căutați de lucru.",
        "Помагаме ви да търсите работа.", "Pomagamy w szukaniu pracy.",
        "Nous vous aidons à chercher du travail.",
    ),
    "ausbildung": _text(
        "Wir helfen bei der Suche nach einer Ausbildung.", "Sie möchten einen Beruf lernen.",
        "We help you to find training for a job.", "Meslek eğitimi aramanıza yardım ediyoruz.",
        "نساعدك في العثور على تدريب مهني.", "Ми допомагаємо знайти навчання професії.",
        "Мы помогаем найти обучение профессии.", "در پیدا کردن آموزش حرفه‌ای کمک می‌کنیم.",
        "Vă ajutăm să găsiți o formare profesională.",
        "Помагаме ви да намерите професионално обучение.", "Pomagamy znaleźć naukę zawodu.",
        "Nous vous aidons à trouver une formation.",
    ),
    "umzug": _text(
        "Sie ziehen um oder die Miete ändert sich.",
        "Sie ziehen um. Oder Ihre Miete ist jetzt anders.", "You move or your rent changes.",
        "Taşınıyorsunuz ya da kiranız değişiyor.", "ستنتقل أو سيتغير الإيجار.",
        "Ви переїжджаєте або змінюється оренда.", "Вы переезжаете или меняется аренда.",
        "جابه‌جا می‌شوید یا اجاره تغییر می‌کند.", "Vă mutați sau se schimbă chiria.",
        "Премествате се или наемът се променя.",
        "Przeprowadzają się Państwo lub zmienia się czynsz.",
        "Vous déménagez ou votre loyer change.",
    ),
    "bildungspaket": _text(
        "Geld für Schule, Ausflüge und Sport.", "Geld für Schule, Ausflüge und Sport.",
        "Money for school, trips and sports.", "Okul, gezi ve spor için para.",
        "أموال للمدرسة والرحلات والرياضة.", "Гроші на школу, екскурсії та спорт.",
        "Деньги на школу, экскурсии и спорт.", "پول برای مدرسه، گردش و ورزش.",
        "Bani pentru școală, excursii și sport.", "Пари за училище, екскурзии и спорт.",
        "Pieniądze na szkołę, wycieczki i sport.",
        "De l’argent pour l’école, les sorties et le sport.",
    ),
    "selbststaendig": _text(
        "Sie arbeiten auf eigene Rechnung oder haben es vor.",
        "Sie haben eine eigene Firma. Oder Sie möchten eine.",
        "You work for yourself or plan to.", "Kendi işinizde çalışıyorsunuz ya da istiyorsunuz.",
        "تعمل لحسابك الخاص أو تنوي ذلك.", "Ви працюєте на себе або плануєте це.",
        "Вы работаете на себя или собираетесь.", "برای خودتان کار می‌کنید یا می‌خواهید کار کنید.",
        "Lucrați pe cont propriu sau doriți acest lucru.",
        "Работите за своя сметка или го планирате.",
        "Pracują Państwo na własny rachunek lub to planują.",
        "Vous travaillez à votre compte ou le souhaitez.",
    ),
}  # fmt: skip
"""What stands below the name, by concern."""

PAPERS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "erstantrag": {
        "de": ("Ausweis oder Aufenthaltstitel", "Mietvertrag", "Kontoauszüge der letzten 3 Monate"),
        "de-simple": ("Ausweis", "Miet-Vertrag", "Konto-Auszüge von den letzten 3 Monaten"),
        "en": ("Identity card or residence permit", "Rental contract",
               "Bank statements of the last 3 months"),
    },
    "weiterbewilligung": {
        "de": ("Kontoauszüge der letzten 3 Monate", "Nachweise über Ihr Einkommen"),
        "de-simple": ("Konto-Auszüge von den letzten 3 Monaten", "Papiere über Ihren Lohn"),
        "en": ("Bank statements of the last 3 months", "Proof of your income"),
    },
    "umzug": {
        "de": ("Angebot für die neue Wohnung", "Schreiben über die neue Miete"),
        "de-simple": ("Angebot für die neue Wohnung", "Brief über die neue Miete"),
        "en": ("Offer for the new flat", "Letter about the new rent"),
    },
    "selbststaendig": {
        "de": ("Gewerbeanmeldung", "Aufstellung von Einnahmen und Ausgaben"),
        "de-simple": ("Anmeldung von Ihrem Gewerbe", "Liste mit Einnahmen und Ausgaben"),
        "en": ("Trade registration", "List of income and expenses"),
    },
}  # fmt: skip
"""What to bring along, by concern, in the languages that it was written in."""
