package dates

import "strings"

// monthNames lists the full names by language, January first; alternatives are parted by a stroke,
// the words of a name by a low line.
// No two languages give one name to different months.
var monthNames = map[string]string{
	"en": "january february march april may june july august september october november december",
	"fr": "janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre",
	"de": "januar/jänner februar/feber märz/maerz april mai juni juli august september oktober november dezember",
	"es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
	"pt": "janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro",
	"it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
	"nl": "januari februari maart april mei juni juli augustus september oktober november december",
	"id": "januari februari maret april mei juni juli agustus september oktober november/nopember desember",
	"ms": "jan feb mac apr mei jun julai ogos sep okt nov dis/disember",
	"ru": "января/январь/январе февраля/февраль/феврале марта/март/марте апреля/апрель/апреле мая/май/мае июня/июнь/июне июля/июль/июле августа/август/августе сентября/сентябрь/сентябре октября/октябрь/октябре ноября/ноябрь/ноябре декабря/декабрь/декабре",
	"uk": "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень",
	"tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
	"pl": "stycznia/styczniu/styczeń lutego/lutym/luty marca/marcu/marzec kwietnia/kwietniu/kwiecień maja/maju czerwca/czerwcu/czerwiec lipca/lipcu/lipiec sierpnia/sierpniu/sierpień września/wrześniu/wrzesień października/październiku/październik listopada/listopadzie grudnia/grudniu/grudzień",
	"cs": "ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen září října/říjen listopadu prosince/prosinec",
	"da": "januar februar marts april maj juni juli august september oktober november december",
	"nb": "januar februar mars april mai juni juli august september oktober november desember",
	"fi": "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu",
	"hu": "január február március április május június július augusztus szeptember október november december",
	"ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
	"ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
	"el": "ιανουαρίου/ιανουάριος φεβρουαρίου/φεβρουάριος μαρτίου/μάρτιος απριλίου/απρίλιος μαΐου/μάιος/μαίου ιουνίου/ιούνιος ιουλίου/ιούλιος αυγούστου/αύγουστος σεπτεμβρίου/σεπτέμβριος οκτωβρίου/οκτώβριος νοεμβρίου/νοέμβριος δεκεμβρίου/δεκέμβριος",
	"bg": "януари февруари март април май юни юли август септември октомври ноември декември",
	"ar": "يناير/كانون_الثاني/كانون_الثّاني فبراير/شباط مارس/آذار/اذار أبريل/ابريل/نيسان مايو/أيار/أيّار/ايار يونيو/حزيران يوليو/تموز/تمّوز أغسطس/اغسطس/آب سبتمبر/أيلول/ايلول أكتوبر/اكتوبر/تشرين_الأول/تشرين_الأوّل نوفمبر/تشرين_الثاني/تشرين_الثّاني ديسمبر/كانون_الأول/كانون_الأوّل",
	"he": "בינואר/ינואר בפברואר/פברואר במרץ/מרץ באפריל/אפריל במאי/מאי ביוני/יוני ביולי/יולי באוגוסט/אוגוסט בספטמבר/ספטמבר באוקטובר/אוקטובר בנובמבר/נובמבר בדצמבר/דצמבר",
	"hi": "जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
	"sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
	"sr": "januar/januara/јануар/јануара februar/februara/фебруар/фебруара mart/marta/март/марта april/aprila/април/априла maj/maja/мај/маја jun/juna/јун/јуна jul/jula/јул/јула avgust/avgusta/август/августа septembar/septembra/септембар/септембра oktobar/oktobra/октобар/октобра novembar/novembra/новембар/новембра decembar/decembra/децембар/децембра",
	"mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
	"sl": "januar/januarja februar/februarja marec/marca april/aprila maj/maja junij/junija julij/julija avgust/avgusta september/septembra oktober/oktobra november/novembra december/decembra",
	"sk": "január/januára február/februára marec/marca apríl/apríla máj/mája jún/júna júl/júla august/augusta september/septembra október/októbra november/novembra december/decembra",
	"et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
	"lv": "janvāris/janvārī/janvāra februāris/februārī/februāra marts/martā/marta aprīlis/aprīlī/aprīļa maijs/maijā/maija jūnijs/jūnijā/jūnija jūlijs/jūlijā/jūlija augusts/augustā/augusta septembris/septembrī/septembra oktobris/oktobrī/oktobra novembris/novembrī/novembra decembris/decembrī/decembra",
	"is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
	"be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
	"bn": "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/অগাস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
	"kk": "қаңтар/қаңтардағы/қаңтарда ақпан/ақпандағы/ақпанда наурыз/наурыздағы/наурызда сәуір/сәуірдегі/сәуірде мамыр/мамырдағы/мамырда маусым/маусымдағы/маусымда шілде/шілдедегі/шілдеде тамыз/тамыздағы/тамызда қыркүйек/қыркүйектегі/қыркүйекте қазан/қазандағы/қазанда қараша/қарашадағы/қарашада желтоқсан/желтоқсандағы/желтоқсанда",
	"uz": "yanvar/yanvardagi fevral/fevraldagi mart/martdagi aprel/apreldagi may/maydagi iyun/iyundagi iyul/iyuldagi avgust/avgustdagi sentabr/sentyabr/sentabrdagi/sentyabrdagi oktabr/oktyabr/oktabrdagi/oktyabrdagi noyabr/noyabrdagi dekabr/dekabrdagi",
	"sv": "januari februari mars april maj juni juli augusti september oktober november december",
}

// shortNames are read only in their own language, and the English ones everywhere.
var shortNames = map[string]string{
	"en": "jan feb mar apr may jun jul aug sep/sept oct nov dec",
	"fr": "janv/jan févr/fév mars avr mai juin juil août sept oct nov déc",
	"de": "jan/jän feb mär/mrz apr mai jun jul aug sep/sept okt nov dez",
	"es": "ene feb mar abr may jun jul ago sep/sept/set oct nov dic",
	"pt": "jan fev mar abr mai jun jul ago set out nov dez",
	"it": "gen feb mar apr mag giu lug ago set ott nov dic",
	"nl": "jan feb mrt apr mei jun jul aug sep/sept okt nov dec",
	"id": "jan feb mar apr mei jun jul agt/agu sep okt nov des",
	"ms": "jan feb mac apr mei jun julai ogos sep okt nov dis/disember",
	"hr": "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga/studenog prosinca",
	"tr": "oca şub mar nis may haz tem ağu eyl eki kas ara",
	"pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
	"uk": "січ лют бер кві тра чер лип сер вер жов лис гру",
	"sv": "jan feb mar apr maj jun jul aug sep/sept okt nov dec",
	"da": "jan feb mar apr maj jun jul aug sep/sept okt nov dec",
	"nb": "jan feb mar apr mai jun jul aug sep/sept okt nov des",
	"ro": "ian feb mar apr mai iun iul aug sep/sept oct noi dec",
	"el": "ιαν φεβ μαρ απρ μαΐ/μαϊ/μαι ιουν ιουλ αυγ σεπ/σεπτ οκτ νοε/νοεμ δεκ",
	"sr": "jan feb mar apr maj jun jul avg sep/sept okt nov dec",
	"lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
	"fi": "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
	"hu": "jan febr márc ápr máj jún júl aug szept okt nov dec",
	"ru": "янв фев/февр мар апр мая июн июл авг сен/сент окт ноя/нояб дек",
}

var (
	fullMonths  = mergeMonths(monthNames)
	shortMonths = eachMonths(shortNames)
)

func mergeMonths(byLang map[string]string) map[string]int {
	all := map[string]int{}
	for _, names := range eachMonths(byLang) {
		for name, n := range names {
			all[name] = n
		}
	}
	return all
}

func eachMonths(byLang map[string]string) map[string]map[string]int {
	out := map[string]map[string]int{}
	for lang, names := range byLang {
		out[lang] = map[string]int{}
		for i, month := range strings.Fields(names) {
			for name := range strings.SplitSeq(month, "/") {
				out[lang][strings.ReplaceAll(name, "_", " ")] = i + 1
			}
		}
	}
	return out
}
