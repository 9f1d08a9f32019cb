"""What the sample office calls its zones, concerns and rooms, in all languages of the house."""

from typing import Final

from wire.look import LANGUAGES, Text


def in_all(*words: str) -> Text:
    """One word or sentence for each language, in the order of the house."""
    return dict(zip(LANGUAGES, words, strict=True))


def zone(letter: str) -> Text:
    """What a waiting zone is called."""
    return {lang: f"{words} {letter}" for lang, words in _ZONE.items()}


_ZONE: Final = in_all(
    "Wartebereich", "Warte-Bereich", "Waiting area", "Bekleme alanı", "منطقة الانتظار",
    "Зона очікування", "Зона ожидания", "محل انتظار", "Zona de așteptare", "Чакалня",
    "Poczekalnia", "Zone d’attente",
)  # fmt: skip
# de, de-simple, en, tr, ar, uk, ru, fa, ro, bg, pl, fr
NEW: Final = (
    in_all("Neuer Antrag", "Neuer Antrag", "New application", "Yeni başvuru", "طلب جديد",
           "Нова заява", "Новое заявление", "درخواست جدید", "Cerere nouă", "Ново заявление",
           "Nowy wniosek", "Nouvelle demande"),
    in_all("Sie möchten zum ersten Mal Geld beantragen.",
           "Sie wollen zum ersten Mal Geld bekommen.",
           "You want to apply for money for the first time.",
           "İlk kez para başvurusu yapmak istiyorsunuz.", "تريد أن تطلب المال لأول مرة.",
           "Ви хочете вперше подати заяву на гроші.", "Вы хотите впервые подать на пособие.",
           "می‌خواهید برای اولین بار درخواست پول بدهید.", "Cereți bani pentru prima dată.",
           "Искате пари за първи път.", "Chcą Państwo złożyć wniosek po raz pierwszy.",
           "Vous demandez de l’argent pour la première fois."),
)  # fmt: skip
PAPERS: Final = (
    in_all("Unterlagen", "Unterlagen", "Documents", "Belgeler", "وثائق", "Документи", "Документы",
           "مدارک", "Documente", "Документи", "Dokumenty", "Documents"),
    in_all("Sie bringen uns etwas oder brauchen eine Kopie.",
           "Sie bringen uns Papiere.", "You bring us something or need a copy.",
           "Bize bir şey getirdiniz ya da kopya istiyorsunuz.", "تحضر لنا شيئاً أو تحتاج نسخة.",
           "Ви щось принесли або вам потрібна копія.", "Вы что-то принесли или нужна копия.",
           "چیزی آورده‌اید یا رونوشت می‌خواهید.", "Aduceți ceva sau doriți o copie.",
           "Носите нещо или искате копие.", "Przynoszą Państwo coś lub potrzebują kopii.",
           "Vous apportez un papier ou voulez une copie."),
)  # fmt: skip
MONEY: Final = (
    in_all("Fragen zum Geld", "Fragen zum Geld", "Questions about money", "Para ile ilgili sorular",
           "أسئلة عن المال", "Питання про гроші", "Вопросы о деньгах", "پرسش درباره پول",
           "Întrebări despre bani", "Въпроси за пари", "Pytania o pieniądze",
           "Questions d’argent"),
    in_all("Es geht um Ihren Bescheid oder eine Zahlung.",
           "Sie haben einen Brief. Oder Geld fehlt.", "It is about your notice or a payment.",
           "Karar yazınız ya da ödeme hakkında.", "عن قرارك أو عن دفعة مالية.",
           "Йдеться про ваше рішення або виплату.", "Речь о вашем решении или выплате.",
           "درباره حکم یا پرداخت شما.", "Despre decizia sau plata dumneavoastră.",
           "За вашето решение или плащане.", "Chodzi o decyzję lub wypłatę.",
           "Il s’agit de votre décision ou d’un paiement."),
)  # fmt: skip
WORK: Final = (
    in_all("Arbeit und Ausbildung", "Arbeit und Ausbildung", "Work and training",
           "İş ve meslek eğitimi", "العمل والتدريب", "Робота і навчання", "Работа и обучение",
           "کار و آموزش", "Muncă și formare", "Работа и обучение", "Praca i nauka zawodu",
           "Travail et formation"),
    in_all("Sie suchen Arbeit oder eine Ausbildung.", "Sie suchen Arbeit.",
           "You look for work or for a training place.", "İş ya da eğitim arıyorsunuz.",
           "تبحث عن عمل أو تدريب.", "Ви шукаєте роботу або навчання.",
           "Вы ищете работу или учёбу.", "دنبال کار یا آموزش هستید.",
           "Căutați muncă sau un loc de formare.", "Търсите работа или обучение.",
           "Szukają Państwo pracy lub nauki zawodu.", "Vous cherchez un travail ou une formation."),
)  # fmt: skip
OTHER: Final = (
    in_all("Etwas anderes", "Etwas anderes", "Something else", "Başka bir konu", "شيء آخر",
           "Щось інше", "Что-то другое", "چیز دیگر", "Altceva", "Нещо друго", "Coś innego",
           "Autre chose"),
    in_all("Wir finden gemeinsam heraus, wer hilft.", "Wir finden die richtige Person.",
           "Together we find out who can help.", "Kimin yardım edeceğini birlikte buluruz.",
           "نجد معاً من يساعدك.", "Разом з’ясуємо, хто допоможе.",
           "Вместе выясним, кто поможет.", "با هم می‌یابیم چه کسی کمک می‌کند.",
           "Aflăm împreună cine vă ajută.", "Заедно ще разберем кой ще помогне.",
           "Razem ustalimy, kto pomoże.", "Nous trouverons ensemble qui peut aider."),
)  # fmt: skip
FAMILY: Final = (
    in_all("Familie und Wohnen", "Familie und Wohnen", "Family and housing", "Aile ve konut",
           "الأسرة والسكن", "Сім’я та житло", "Семья и жильё", "خانواده و مسکن",
           "Familie și locuință", "Семейство и жилище", "Rodzina i mieszkanie",
           "Famille et logement"),
    in_all(*["Miete, Umzug, Kinder, Schule."] * 2, "Rent, moving, children, school.",
           "Kira, taşınma, çocuklar, okul.", "الإيجار، الانتقال، الأطفال، المدرسة.",
           "Оренда, переїзд, діти, школа.", "Аренда, переезд, дети, школа.",
           "اجاره، اسباب‌کشی، فرزندان، مدرسه.", "Chirie, mutare, copii, școală.",
           "Наем, преместване, деца, училище.", "Czynsz, przeprowadzka, dzieci, szkoła.",
           "Loyer, déménagement, enfants, école."),
)  # fmt: skip
RENT: Final = (
    in_all("Miete und Umzug", "Miete und Umzug", "Rent and moving", "Kira ve taşınma",
           "الإيجار والانتقال", "Оренда і переїзд", "Аренда и переезд", "اجاره و اسباب‌کشی",
           "Chirie și mutare", "Наем и преместване", "Czynsz i przeprowadzka",
           "Loyer et déménagement"),
    in_all(*["Sie ziehen um, oder die Miete steigt."] * 2, "You move, or your rent goes up.",
           "Taşınıyorsunuz ya da kira artıyor.", "ستنتقل أو يرتفع الإيجار.",
           "Ви переїжджаєте або оренда зростає.", "Вы переезжаете или аренда растёт.",
           "جابه‌جا می‌شوید یا اجاره بالا می‌رود.", "Vă mutați sau crește chiria.",
           "Местите се или наемът се вдига.", "Przeprowadzka lub wyższy czynsz.",
           "Vous déménagez, ou le loyer augmente."),
)  # fmt: skip
SCHOOL: Final = (
    in_all("Kinder und Schule", "Kinder und Schule", "Children and school", "Çocuklar ve okul",
           "الأطفال والمدرسة", "Діти та школа", "Дети и школа", "فرزندان و مدرسه",
           "Copii și școală", "Деца и училище", "Dzieci i szkoła", "Enfants et école"),
    in_all(*["Essen, Ausflüge, Schulsachen."] * 2, "Meals, trips, school things.",
           "Yemek, gezi, okul eşyası.", "الطعام والرحلات ولوازم المدرسة.",
           "Харчування, поїздки, шкільне приладдя.", "Питание, поездки, школьные вещи.",
           "غذا، گردش، لوازم مدرسه.", "Mese, excursii, rechizite.", "Храна, излети, пособия.",
           "Obiady, wycieczki, przybory.", "Repas, sorties, affaires d’école."),
)  # fmt: skip
DOORS: Final[dict[str, Text]] = {
    "benefits": in_all(
        "Leistung", "Geld", "Benefits", "Ödemeler", "الإعانات", "Виплати", "Выплаты",
        "کمک‌هزینه", "Prestații", "Помощи", "Świadczenia", "Prestations",
    ),
    "work": in_all(
        "Arbeitsvermittlung", "Arbeit finden", "Job placement", "İş bulma", "البحث عن عمل",
        "Пошук роботи", "Поиск работы", "کاریابی", "Găsirea unui loc de muncă",
        "Намиране на работа", "Pośrednictwo pracy", "Recherche d’emploi",
    ),
    "cases": in_all(
        "Fallmanagement", "Beratung", "Personal advice", "Kişisel danışmanlık",
        "إرشاد شخصي", "Особистий супровід", "Личное сопровождение", "مشاوره شخصی",
        "Consiliere personală", "Лично консултиране", "Doradztwo osobiste",
        "Suivi personnel",
    ),
    "reception": in_all(
        "Empfang", "Empfang", "Reception", "Danışma", "الاستقبال", "Рецепція", "Приёмная",
        "پذیرش", "Recepție", "Рецепция", "Recepcja", "Accueil",
    ),
    "families": in_all(
        "Spielecke und Wickeltisch", "Spielen und Wickeln", "Play corner, baby changing",
        "Oyun köşesi, bebek bakımı", "ركن اللعب وتغيير الحفاض", "Дитячий куточок, пеленання",
        "Детский уголок, пеленание", "جای بازی و تعویض نوزاد", "Loc de joacă, înfășat",
        "Детски кът, повиване", "Kącik zabaw, przewijak", "Coin jeux, table à langer",
    ),
    "training": in_all(
        "Ausbildung", "Einen Beruf lernen", "Training", "Meslek eğitimi", "التدريب المهني",
        "Навчання професії", "Обучение профессии", "آموزش حرفه‌ای", "Formare profesională",
        "Професионално обучение", "Nauka zawodu", "Formation",
    ),
    "self_employed": in_all(
        "Selbstständige", "Selbstständige", "Self-employed", "Serbest çalışanlar",
        "أصحاب الأعمال الحرة", "Самозайняті", "Самозанятые", "خویش‌فرمایان",
        "Liber profesioniști", "Самонаети", "Samozatrudnieni", "Indépendants",
    ),
    "disability": in_all(
        "Reha und Teilhabe", "Hilfe bei Behinderung", "Disability support", "Engelli desteği",
        "دعم ذوي الإعاقة", "Допомога з інвалідністю", "Помощь при инвалидности",
        "کمک به معلولان", "Sprijin la dizabilitate", "Помощ при увреждане",
        "Pomoc przy niepełnosprawności", "Aide en cas de handicap",
    ),
    "objections": in_all(
        "Widerspruch", "Widerspruch", "Objections", "İtiraz", "الاعتراض", "Оскарження",
        "Обжалование", "اعتراض", "Contestații", "Възражения", "Odwołania", "Contestations",
    ),
    "management": in_all(
        "Leitung", "Leitung", "Management", "Yönetim", "الإدارة", "Керівництво", "Руководство",
        "مدیریت", "Conducere", "Ръководство", "Kierownictwo", "Direction",
    ),
    "cash": in_all(
        "Kasse", "Kasse", "Cash desk", "Vezne", "الصندوق", "Каса", "Касса", "صندوق", "Casierie",
        "Каса", "Kasa", "Caisse",
    ),
}  # fmt: skip
"""What rooms are called; the German words stand on the doors."""

# What an alarm says: title and text.
EVACUATE: Final = (
    in_all("Bitte verlassen Sie das Haus", "Gehen Sie bitte aus dem Haus",
           "Please leave the building", "Lütfen binayı terk edin", "يرجى مغادرة المبنى",
           "Будь ласка, вийдіть з будівлі", "Пожалуйста, покиньте здание",
           "لطفاً ساختمان را ترک کنید", "Vă rugăm să părăsiți clădirea",
           "Моля, напуснете сградата", "Proszę opuścić budynek",
           "Veuillez quitter le bâtiment"),
    in_all("Gehen Sie ruhig zum nächsten Ausgang. Nehmen Sie nicht den Aufzug.",
           "Gehen Sie ruhig nach draußen. Fahren Sie nicht mit dem Aufzug.",
           "Walk calmly to the nearest exit. Do not use the lift.",
           "Sakin bir şekilde en yakın çıkışa gidin. Asansöre binmeyin.",
           "توجهوا بهدوء إلى أقرب مخرج. لا تستخدموا المصعد.",
           "Спокійно йдіть до найближчого виходу. Не користуйтеся ліфтом.",
           "Спокойно идите к ближайшему выходу. Не пользуйтесь лифтом.",
           "با آرامش به نزدیک‌ترین خروجی بروید. از آسانسور استفاده نکنید.",
           "Mergeți calm la cea mai apropiată ieșire. Nu folosiți liftul.",
           "Отидете спокойно до най-близкия изход. Не ползвайте асансьора.",
           "Proszę spokojnie iść do najbliższego wyjścia. Nie używać windy.",
           "Allez calmement vers la sortie la plus proche. N’utilisez pas l’ascenseur."),
)  # fmt: skip
MEDICAL: Final = (
    in_all("Bitte machen Sie den Weg frei", "Machen Sie bitte Platz",
           "Please keep the way clear", "Lütfen yolu açın", "يرجى إفساح الطريق",
           "Будь ласка, звільніть прохід", "Пожалуйста, освободите проход",
           "لطفاً راه را باز کنید", "Vă rugăm să eliberați calea", "Моля, освободете пътя",
           "Proszę zrobić przejście", "Laissez le passage libre"),
    in_all("Hilfe ist auf dem Weg. Halten Sie Gänge und Türen frei.",
           "Hilfe kommt. Bleiben Sie nicht im Gang oder in der Tür stehen.",
           "Help is on its way. Keep corridors and doors clear.",
           "Yardım yolda. Koridorları ve kapıları boş bırakın.",
           "المساعدة في الطريق. أبقوا الممرات والأبواب خالية.",
           "Допомога вже в дорозі. Не стійте в коридорах і дверях.",
           "Помощь уже в пути. Не стойте в коридорах и дверях.",
           "کمک در راه است. راهروها و درها را باز نگه دارید.",
           "Ajutorul este pe drum. Lăsați libere culoarele și ușile.",
           "Помощта идва. Не стойте в коридорите и на вратите.",
           "Pomoc jest w drodze. Proszę nie stać w przejściach i drzwiach.",
           "Les secours arrivent. Laissez libres les couloirs et les portes."),
)  # fmt: skip
ALL_CLEAR: Final = (
    in_all("Die Gefahr ist vorbei", "Es ist wieder alles gut", "The danger is over",
           "Tehlike geçti", "زال الخطر", "Небезпека минула", "Опасность миновала",
           "خطر برطرف شد", "Pericolul a trecut", "Опасността премина",
           "Niebezpieczeństwo minęło", "Le danger est passé"),
    in_all("Bitte fragen Sie am Empfang, wie es weitergeht.",
           "Fragen Sie bitte am Empfang: Wie geht es weiter?",
           "Please ask at reception what happens next.",
           "Lütfen nasıl devam edileceğini danışmada sorun.",
           "يرجى السؤال في الاستقبال عن الخطوة التالية.",
           "Запитайте на рецепції, що робити далі.",
           "Спросите на стойке приёма, что делать дальше.",
           "لطفاً از پذیرش بپرسید که چه باید کرد.",
           "Vă rugăm să întrebați la recepție ce urmează.",
           "Моля, попитайте на рецепцията какво следва.",
           "Proszę zapytać w recepcji, co dalej.",
           "Demandez à l’accueil comment cela continue."),
)  # fmt: skip
