//! The names of the months as news texts write them, by language.

/// A language with its names of the twelve months, in lower case and without full stops: the forms that stand in
/// dates (often a genitive), the nominative, and abbreviations.
pub(super) struct MonthNames {
    /// BCP 47 primary language.
    pub language: &'static str,
    /// January to December.
    pub months: [&'static [&'static str]; 12],
}

/// Sorted by language.
#[rustfmt::skip]
pub(super) const MONTH_NAMES: &[MonthNames] = &[
    MonthNames { language: "ar", months: [
        &["يناير", "كانون الثاني", "جانفي"], &["فبراير", "شباط", "فيفري"], &["مارس", "آذار"], &["أبريل", "ابريل", "نيسان", "أفريل"],
        &["مايو", "أيار", "ماي"], &["يونيو", "حزيران", "جوان"], &["يوليو", "تموز", "جويلية"], &["أغسطس", "اغسطس", "آب", "أوت"],
        &["سبتمبر", "أيلول"], &["أكتوبر", "اكتوبر"], &["نوفمبر"], &["ديسمبر"]] },
    MonthNames { language: "az", months: [
        &["yanvar"], &["fevral"], &["mart"], &["aprel"], &["may"], &["iyun"],
        &["iyul"], &["avqust"], &["sentyabr"], &["oktyabr"], &["noyabr"], &["dekabr"]] },
    MonthNames { language: "be", months: [
        &["студзеня"], &["лютага"], &["сакавіка"], &["красавіка"], &["мая"], &["чэрвеня"],
        &["ліпеня"], &["жніўня"], &["верасня"], &["кастрычніка"], &["лістапада"], &["снежня"]] },
    MonthNames { language: "bg", months: [
        &["януари", "ян"], &["февруари", "фев"], &["март"], &["април", "апр"], &["май"], &["юни"],
        &["юли"], &["август", "авг"], &["септември", "сеп", "септ"], &["октомври", "окт"], &["ноември", "ноем"], &["декември", "дек"]] },
    MonthNames { language: "bn", months: [
        &["জানুয়ারি", "জানুয়ারী", "জানুয়ারি", "জানুয়ারী"], &["ফেব্রুয়ারি", "ফেব্রুয়ারী", "ফেব্রুয়ারি", "ফেব্রুয়ারী"], &["মার্চ"], &["এপ্রিল"], &["মে"], &["জুন"],
        &["জুলাই"], &["আগস্ট", "অগাস্ট"], &["সেপ্টেম্বর"], &["অক্টোবর"], &["নভেম্বর"], &["ডিসেম্বর"]] },
    MonthNames { language: "ca", months: [
        &["gener", "gen"], &["febrer", "febr"], &["març"], &["abril", "abr"], &["maig"], &["juny"],
        &["juliol", "jul"], &["agost", "ag"], &["setembre", "set"], &["octubre", "oct"], &["novembre", "nov"], &["desembre", "des"]] },
    MonthNames { language: "cs", months: [
        &["ledna", "leden"], &["února", "únor"], &["března", "březen"], &["dubna", "duben"], &["května", "květen"], &["června", "červen"],
        &["července", "červenec"], &["srpna", "srpen"], &["září"], &["října", "říjen"], &["listopadu", "listopad"], &["prosince", "prosinec"]] },
    MonthNames { language: "da", months: [
        &["januar", "jan"], &["februar", "feb"], &["marts", "mar"], &["april", "apr"], &["maj"], &["juni", "jun"],
        &["juli", "jul"], &["august", "aug"], &["september", "sep", "sept"], &["oktober", "okt"], &["november", "nov"], &["december", "dec"]] },
    MonthNames { language: "de", months: [
        &["januar", "jänner", "jan", "jän"], &["februar", "feber", "feb"], &["märz", "maerz", "mär", "mrz", "mär"], &["april", "apr"], &["mai"], &["juni", "jun"],
        &["juli", "jul"], &["august", "aug"], &["september", "sept", "sep"], &["oktober", "okt"], &["november", "nov"], &["dezember", "dez"]] },
    MonthNames { language: "el", months: [
        &["ιανουαρίου", "ιανουάριος", "ιαν"], &["φεβρουαρίου", "φεβρουάριος", "φεβ"], &["μαρτίου", "μάρτιος", "μαρ"], &["απριλίου", "απρίλιος", "απρ"],
        &["μαΐου", "μαίου", "μάιος", "μαϊ", "μαι"], &["ιουνίου", "ιούνιος", "ιουν"], &["ιουλίου", "ιούλιος", "ιουλ"], &["αυγούστου", "αύγουστος", "αυγ"],
        &["σεπτεμβρίου", "σεπτέμβριος", "σεπ"], &["οκτωβρίου", "οκτώβριος", "οκτ"], &["νοεμβρίου", "νοέμβριος", "νοε"], &["δεκεμβρίου", "δεκέμβριος", "δεκ"]] },
    MonthNames { language: "en", months: [
        &["january", "jan"], &["february", "feb"], &["march", "mar"], &["april", "apr"], &["may"], &["june", "jun"],
        &["july", "jul"], &["august", "aug"], &["september", "sept", "sep"], &["october", "oct"], &["november", "nov"], &["december", "dec"]] },
    MonthNames { language: "es", months: [
        &["enero", "ene"], &["febrero", "feb"], &["marzo", "mar"], &["abril", "abr"], &["mayo", "may"], &["junio", "jun"],
        &["julio", "jul"], &["agosto", "ago"], &["septiembre", "setiembre", "sept", "sep", "set"], &["octubre", "oct"], &["noviembre", "nov"], &["diciembre", "dic"]] },
    MonthNames { language: "et", months: [
        &["jaanuar", "jaan"], &["veebruar", "veebr"], &["märts"], &["aprill", "apr"], &["mai"], &["juuni"],
        &["juuli"], &["august", "aug"], &["september", "sept"], &["oktoober", "okt"], &["november", "nov"], &["detsember", "dets"]] },
    MonthNames { language: "fa", months: [
        &["ژانویه", "ژانويه"], &["فوریه", "فوريه"], &["مارس"], &["آوریل", "آوريل", "اپریل"], &["مه", "می"], &["ژوئن", "ژوين"],
        &["ژوئیه", "ژوئيه", "جولای"], &["اوت", "آگوست", "اگست"], &["سپتامبر"], &["اکتبر"], &["نوامبر"], &["دسامبر"]] },
    MonthNames { language: "fi", months: [
        &["tammikuuta", "tammikuu"], &["helmikuuta", "helmikuu"], &["maaliskuuta", "maaliskuu"], &["huhtikuuta", "huhtikuu"], &["toukokuuta", "toukokuu"], &["kesäkuuta", "kesäkuu"],
        &["heinäkuuta", "heinäkuu"], &["elokuuta", "elokuu"], &["syyskuuta", "syyskuu"], &["lokakuuta", "lokakuu"], &["marraskuuta", "marraskuu"], &["joulukuuta", "joulukuu"]] },
    MonthNames { language: "fr", months: [
        &["janvier", "janv", "jan"], &["février", "fevrier", "févr", "fév", "fev"], &["mars"], &["avril", "avr"], &["mai"], &["juin"],
        &["juillet", "juil"], &["août", "aout"], &["septembre", "sept"], &["octobre", "oct"], &["novembre", "nov"], &["décembre", "decembre", "déc", "dec"]] },
    MonthNames { language: "gl", months: [
        &["xaneiro"], &["febreiro"], &["marzo"], &["abril"], &["maio"], &["xuño"],
        &["xullo"], &["agosto"], &["setembro"], &["outubro"], &["novembro"], &["decembro"]] },
    MonthNames { language: "he", months: [
        &["ינואר", "בינואר"], &["פברואר", "בפברואר"], &["מרץ", "במרץ", "מרס", "במרס"], &["אפריל", "באפריל"], &["מאי", "במאי"], &["יוני", "ביוני"],
        &["יולי", "ביולי"], &["אוגוסט", "באוגוסט"], &["ספטמבר", "בספטמבר"], &["אוקטובר", "באוקטובר"], &["נובמבר", "בנובמבר"], &["דצמבר", "בדצמבר"]] },
    MonthNames { language: "hi", months: [
        &["जनवरी"], &["फ़रवरी", "फरवरी", "फ़रवरी"], &["मार्च"], &["अप्रैल"], &["मई"], &["जून"],
        &["जुलाई"], &["अगस्त"], &["सितंबर", "सितम्बर"], &["अक्टूबर", "अक्तूबर"], &["नवंबर", "नवम्बर"], &["दिसंबर", "दिसम्बर"]] },
    MonthNames { language: "hr", months: [
        &["siječnja", "siječanj"], &["veljače", "veljača"], &["ožujka", "ožujak"], &["travnja", "travanj"], &["svibnja", "svibanj"], &["lipnja", "lipanj"],
        &["srpnja", "srpanj"], &["kolovoza", "kolovoz"], &["rujna", "rujan"], &["listopada", "listopad"], &["studenoga", "studenog", "studeni"], &["prosinca", "prosinac"]] },
    MonthNames { language: "hu", months: [
        &["január", "januar", "jan"], &["február", "febr", "feb"], &["március", "marcius", "márc"], &["április", "aprilis", "ápr"], &["május", "majus", "máj"], &["június", "junius", "jún"],
        &["július", "julius", "júl"], &["augusztus", "aug"], &["szeptember", "szept"], &["október", "okt"], &["november", "nov"], &["december", "dec"]] },
    MonthNames { language: "id", months: [
        &["januari", "jan"], &["februari", "pebruari", "feb"], &["maret", "mar"], &["april", "apr"], &["mei"], &["juni", "jun"],
        &["juli", "jul"], &["agustus", "agu", "ags"], &["september", "sep"], &["oktober", "okt"], &["november", "nopember", "nov"], &["desember", "des"]] },
    MonthNames { language: "is", months: [
        &["janúar"], &["febrúar"], &["mars"], &["apríl"], &["maí"], &["júní"],
        &["júlí"], &["ágúst"], &["september"], &["október"], &["nóvember"], &["desember"]] },
    MonthNames { language: "it", months: [
        &["gennaio", "gen"], &["febbraio", "feb"], &["marzo", "mar"], &["aprile", "apr"], &["maggio", "mag"], &["giugno", "giu"],
        &["luglio", "lug"], &["agosto", "ago"], &["settembre", "set", "sett"], &["ottobre", "ott"], &["novembre", "nov"], &["dicembre", "dic"]] },
    MonthNames { language: "ka", months: [
        &["იანვარი", "იანვარს"], &["თებერვალი"], &["მარტი"], &["აპრილი"], &["მაისი"], &["ივნისი"],
        &["ივლისი"], &["აგვისტო"], &["სექტემბერი"], &["ოქტომბერი"], &["ნოემბერი"], &["დეკემბერი"]] },
    MonthNames { language: "kk", months: [
        &["қаңтар"], &["ақпан"], &["наурыз"], &["сәуір"], &["мамыр"], &["маусым"],
        &["шілде"], &["тамыз"], &["қыркүйек"], &["қазан"], &["қараша"], &["желтоқсан"]] },
    MonthNames { language: "lt", months: [
        &["sausio"], &["vasario"], &["kovo"], &["balandžio"], &["gegužės"], &["birželio"],
        &["liepos"], &["rugpjūčio"], &["rugsėjo"], &["spalio"], &["lapkričio"], &["gruodžio"]] },
    MonthNames { language: "lv", months: [
        &["janvāris", "janvārī"], &["februāris", "februārī"], &["marts", "martā"], &["aprīlis", "aprīlī"], &["maijs", "maijā"], &["jūnijs", "jūnijā"],
        &["jūlijs", "jūlijā"], &["augusts", "augustā"], &["septembris", "septembrī"], &["oktobris", "oktobrī"], &["novembris", "novembrī"], &["decembris", "decembrī"]] },
    MonthNames { language: "mk", months: [
        &["јануари"], &["февруари"], &["март"], &["април"], &["мај"], &["јуни"],
        &["јули"], &["август"], &["септември"], &["октомври"], &["ноември"], &["декември"]] },
    MonthNames { language: "mr", months: [
        &["जानेवारी"], &["फेब्रुवारी"], &["मार्च"], &["एप्रिल"], &["मे"], &["जून"],
        &["जुलै"], &["ऑगस्ट"], &["सप्टेंबर"], &["ऑक्टोबर"], &["नोव्हेंबर"], &["डिसेंबर"]] },
    MonthNames { language: "ms", months: [
        &["januari"], &["februari"], &["mac"], &["april"], &["mei"], &["jun"],
        &["julai"], &["ogos"], &["september"], &["oktober"], &["november"], &["disember"]] },
    MonthNames { language: "nl", months: [
        &["januari", "jan"], &["februari", "feb"], &["maart", "mrt"], &["april", "apr"], &["mei"], &["juni", "jun"],
        &["juli", "jul"], &["augustus", "aug"], &["september", "sep", "sept"], &["oktober", "okt"], &["november", "nov"], &["december", "dec"]] },
    MonthNames { language: "no", months: [
        &["januar", "jan"], &["februar", "feb"], &["mars"], &["april", "apr"], &["mai"], &["juni", "jun"],
        &["juli", "jul"], &["august", "aug"], &["september", "sep", "sept"], &["oktober", "okt"], &["november", "nov"], &["desember", "des"]] },
    MonthNames { language: "pl", months: [
        &["stycznia", "styczeń", "sty"], &["lutego", "luty", "lut"], &["marca", "marzec", "mar"], &["kwietnia", "kwiecień", "kwi"], &["maja", "maj"], &["czerwca", "czerwiec", "cze"],
        &["lipca", "lipiec", "lip"], &["sierpnia", "sierpień", "sie"], &["września", "wrzesień", "wrz"], &["października", "październik", "paź"], &["listopada", "listopad", "lis"], &["grudnia", "grudzień", "gru"]] },
    MonthNames { language: "pt", months: [
        &["janeiro", "jan"], &["fevereiro", "fev"], &["março", "marco", "mar"], &["abril", "abr"], &["maio", "mai"], &["junho", "jun"],
        &["julho", "jul"], &["agosto", "ago"], &["setembro", "set"], &["outubro", "out"], &["novembro", "nov"], &["dezembro", "dez"]] },
    MonthNames { language: "ro", months: [
        &["ianuarie", "ian"], &["februarie", "feb"], &["martie", "mar"], &["aprilie", "apr"], &["mai"], &["iunie", "iun"],
        &["iulie", "iul"], &["august", "aug"], &["septembrie", "sept", "sep"], &["octombrie", "oct"], &["noiembrie", "noi", "nov"], &["decembrie", "dec"]] },
    MonthNames { language: "ru", months: [
        &["января", "январь", "янв"], &["февраля", "февраль", "фев"], &["марта", "март", "мар"], &["апреля", "апрель", "апр"], &["мая", "май"], &["июня", "июнь", "июн"],
        &["июля", "июль", "июл"], &["августа", "август", "авг"], &["сентября", "сентябрь", "сен", "сент"], &["октября", "октябрь", "окт"], &["ноября", "ноябрь", "ноя", "нояб"], &["декабря", "декабрь", "дек"]] },
    MonthNames { language: "sk", months: [
        &["januára", "január", "jan"], &["februára", "február", "feb"], &["marca", "marec", "mar"], &["apríla", "apríl", "apr"], &["mája", "máj"], &["júna", "jún"],
        &["júla", "júl"], &["augusta", "august", "aug"], &["septembra", "september", "sept"], &["októbra", "október", "okt"], &["novembra", "november", "nov"], &["decembra", "december", "dec"]] },
    MonthNames { language: "sl", months: [
        &["januar", "januarja"], &["februar", "februarja"], &["marec", "marca"], &["april", "aprila"], &["maj", "maja"], &["junij", "junija"],
        &["julij", "julija"], &["avgust", "avgusta"], &["september", "septembra"], &["oktober", "oktobra"], &["november", "novembra"], &["december", "decembra"]] },
    MonthNames { language: "sq", months: [
        &["janar", "jan"], &["shkurt"], &["mars"], &["prill"], &["maj"], &["qershor"],
        &["korrik"], &["gusht"], &["shtator"], &["tetor"], &["nëntor", "nentor"], &["dhjetor"]] },
    MonthNames { language: "sr", months: [
        &["januar", "јануар", "januara", "јануара"], &["februar", "фебруар", "februara", "фебруара"], &["mart", "март", "marta", "марта"], &["april", "април", "aprila", "априла"], &["maj", "мај", "maja", "маја"], &["jun", "јун", "juna", "јуна"],
        &["jul", "јул", "jula", "јула"], &["avgust", "август", "avgusta", "августа"], &["septembar", "септембар", "septembra", "септембра"], &["oktobar", "октобар", "oktobra", "октобра"], &["novembar", "новембар", "novembra", "новембра"], &["decembar", "децембар", "decembra", "децембра"]] },
    MonthNames { language: "sv", months: [
        &["januari", "jan"], &["februari", "feb"], &["mars", "mar"], &["april", "apr"], &["maj"], &["juni", "jun"],
        &["juli", "jul"], &["augusti", "aug"], &["september", "sep", "sept"], &["oktober", "okt"], &["november", "nov"], &["december", "dec"]] },
    MonthNames { language: "sw", months: [
        &["januari"], &["februari"], &["machi"], &["aprili"], &["mei"], &["juni"],
        &["julai"], &["agosti"], &["septemba"], &["oktoba"], &["novemba"], &["desemba"]] },
    MonthNames { language: "ta", months: [
        &["ஜனவரி"], &["பிப்ரவரி"], &["மார்ச்"], &["ஏப்ரல்"], &["மே"], &["ஜூன்"],
        &["ஜூலை"], &["ஆகஸ்ட்", "ஆகஸ்டு"], &["செப்டம்பர்"], &["அக்டோபர்"], &["நவம்பர்"], &["டிசம்பர்"]] },
    MonthNames { language: "te", months: [
        &["జనవరి"], &["ఫిబ్రవరి"], &["మార్చి"], &["ఏప్రిల్"], &["మే"], &["జూన్"],
        &["జూలై", "జులై"], &["ఆగస్టు", "ఆగస్ట్"], &["సెప్టెంబర్", "సెప్టెంబరు"], &["అక్టోబర్", "అక్టోబరు"], &["నవంబర్", "నవంబరు"], &["డిసెంబర్", "డిసెంబరు"]] },
    MonthNames { language: "th", months: [
        &["มกราคม", "ม.ค"], &["กุมภาพันธ์", "ก.พ"], &["มีนาคม", "มี.ค"], &["เมษายน", "เม.ย"], &["พฤษภาคม", "พ.ค"], &["มิถุนายน", "มิ.ย"],
        &["กรกฎาคม", "ก.ค"], &["สิงหาคม", "ส.ค"], &["กันยายน", "ก.ย"], &["ตุลาคม", "ต.ค"], &["พฤศจิกายน", "พ.ย"], &["ธันวาคม", "ธ.ค"]] },
    MonthNames { language: "tr", months: [
        &["ocak", "oca"], &["şubat", "subat", "şub"], &["mart"], &["nisan", "nis"], &["mayıs", "mayis"], &["haziran", "haz"],
        &["temmuz", "tem"], &["ağustos", "agustos", "ağu"], &["eylül", "eylul", "eyl"], &["ekim", "eki"], &["kasım", "kasim", "kas"], &["aralık", "aralik", "ara"]] },
    MonthNames { language: "uk", months: [
        &["січня", "січень", "січ"], &["лютого", "лютий", "лют"], &["березня", "березень", "бер"], &["квітня", "квітень", "квіт"], &["травня", "травень", "трав"], &["червня", "червень", "черв"],
        &["липня", "липень", "лип"], &["серпня", "серпень", "серп"], &["вересня", "вересень", "вер"], &["жовтня", "жовтень", "жовт"], &["листопада", "листопад"], &["грудня", "грудень", "груд"]] },
    MonthNames { language: "ur", months: [
        &["جنوری"], &["فروری"], &["مارچ"], &["اپریل"], &["مئی"], &["جون"],
        &["جولائی"], &["اگست"], &["ستمبر"], &["اکتوبر"], &["نومبر"], &["دسمبر"]] },
];
