package web

import "slices"

// chineseSentences returns the formats of the sentences that other packages give to readers, and the
// same in Chinese with the arguments as $1, $2 … A format that would match another's sentences too
// stands after it.
func chineseSentences() [][2]string {
	return slices.Concat(chineseDoubts(), chineseQueryErrors(), chineseWordErrors(), chineseRecords(), chineseSources())
}

// chineseDoubts are the reasons why a state is not certain.
func chineseDoubts() [][2]string {
	return [][2]string{
		{"the permission has ended; the control that it eased is not held, and nothing says that the goods are free", "该许可或豁免已终止；其所放宽的管制未收录于本库，亦无文件表明该物项不受管制"},
		{"it stood on %s; since when is not known", "$1时有效；自何时起有效不详"},
		{"it ended on %s; since when it stood is not known", "已于$1终止；自何时起有效不详"},
		{"it stood by %s; since when is not known", "至$1已有效；自何时起有效不详"},
		{"it ends on a day that is not known, after %s", "其终止日不详，在$1之后"},
		{"%s is said to have an effect (%s) whose date is not known", "据称$1对其产生效力（$2），但生效日期不详"},
		{"its last day, %s, has passed; that it goes on until %s was announced, and no act that says so is held", "其最后一日（$1）已过；虽有消息称将延续至$2，但本库未收录相应文件"},
		{"the suspension by %s ended with %s, and no act that is held says what follows", "$1规定的暂停实施已于$2届满，现有文件均未说明其后如何"},
		{"the day of its publication is known only as %s", "公布日期仅知为$1"},
		{"the date of %q is known only as %s", "“$1”的日期仅知为$2"},
		{"an act that is not named", "未具名的文件"},
	}
}

// chineseQueryErrors are what is wrong with a query, and what would be right.
func chineseQueryErrors() [][2]string {
	return [][2]string{
		{"the quotes that open here are never closed", "此处的引号没有闭合"},
		{`put a " after the last word of the phrase`, "请在词组最后一个词之后加上引号"},
		{"the range that opens here is never closed", "此处的区间没有闭合"},
		{"date %s is not read without brackets", "日期条件 date $1 须加括号"},
		{"such as date(aft 2025-10 and bef 2026) or date(2025)", "例如 date(aft 2025-10 and bef 2026) 或者 date(2025)"},
		{"such as date:[2025-10 TO 2025-12]", "例如 date:[2025-10 TO 2025-12]"},
		{"%c is not asked here: words alike, weights and regular expressions have no exact meaning", "此处不支持“$1”：模糊匹配、加权和正则表达式没有确切含义"},
		{"take it out, or use * for any ending", "请删去，或者以 * 表示任意词尾"},
		{"the distance must be from 0 to %d", "间距须为0至$1"},
		{`such as "gallium licence"~10`, `例如 "gallium licence"~10`},
		{"%c inside a word means nothing here", "词中的“$1”在此没有含义"},
		{`write \%s to find the sign's neighbours, or take it out`, `请写作 \$1 以检索该符号前后的词，或者将其删去`},
		{"put a word before it", "请在其前加一个词"},
		{"put a word before it, or quotes around it to find the word: %q", `请在其前加一个词；如欲检索该词本身，请加引号："$1"`},
		{"%s joins two parts, and one is missing here", "“$1”连接前后两部分，此处缺少一部分"},
		{"the query ends where a word is wanted", "检索式在应有检索词之处结束"},
		{"add a word, or take out the last connector", "请补一个词，或者删去最后的连接符"},
		{"a word is missing here", "此处缺少检索词"},
		{"this says only what must not be there", "检索式只说明了应排除的内容"},
		{"add a word that must", "请补一个必须出现的词"},
		{"a range is asked of a date", "区间只能用于日期"},
		{"%s stands before a word, and none follows", "“$1”之后应有检索词，此处没有"},
		{"the quotes hold no word", "引号内没有检索词"},
		{"%s: stands inside %s:", "“$1:”位于“$2:”之内"},
		{"close the first field before", "请先结束前一个字段"},
		{"a range has TO between its ends", "区间两端之间应有 TO"},
		{"%q is not a date; write YYYY, YYYY-MM or YYYY-MM-DD", "“$1”不是日期；请写作“年”“年-月”或者“年-月-日”，例如2025-10-09"},
		{"the query is longer than %d bytes", "检索式超过$1字节"},
		{"ask several shorter ones", "请拆成几个较短的检索式"},
		{"the query is not valid UTF-8", "检索式不是有效的 UTF-8 文本"},
		{"the query holds no word", "检索式中没有检索词"},
		{"type a word, such as gallium", "请输入检索词，例如“镓”"},
		{"this bracket closes nothing", "此处的右括号没有对应的左括号"},
		{"take it out, or open one before", "请将其删去，或者在前面补上左括号"},
		{"%s joins places in a text, and this part speaks of the whole document", "“$1”连接文本中的位置，而此部分针对整份文档"},
		{"write it as two parts, such as (a %s c) and (b %s c)", "请拆成两部分，例如 (a $1 c) and (b $2 c)"},
		{"the distance must be from 1 to %d words", "间距须为1至$1个词"},
		{"use /p for one paragraph", "同一段落请用 /p"},
		{"a word is missing before this bracket", "此括号之前缺少检索词"},
		{"the query holds more than %d words with ! or *", "检索式中带 ! 或 * 的词超过$1个"},
		{"the query holds more than %d words", "检索式的词超过$1个"},
		{"%s speaks of the whole document, and stands inside %s(", "“$1”针对整份文档，却位于“$2(”之内"},
		{"close the field before", "请先结束该字段"},
		{"brackets go deeper than %d", "括号嵌套超过$1层"},
		{"ask several simpler queries", "请拆成几个较简单的检索式"},
		{"the bracket that opens here is never closed", "此处的左括号没有闭合"},
		{"put a ) after the last word of the group", "请在该组最后一个词之后加上右括号"},
		{"date( stands inside %s(", "“date(”位于“$1(”之内"},
		{"%s( stands inside %s(", "“$1(”位于“$2(”之内"},
		{"the number of times must be from 1 to %d", "次数须为1至$1"},
		{"such as atleast3(licence)", "例如 atleast3(licence)"},
		{"atleast counts places in a text, and this part speaks of the whole document", "atleast 计算文本中的出现次数，而此部分针对整份文档"},
		{"count one word or phrase, such as %s(licence)", "请只计一个词或者词组，例如 $1(licence)"},
		{"%s( is not the name of a field", "“$1(”不是字段名"},
		{"names before a bracket are %s, date, caps, allcaps, nocaps, exact, and atleast with a number; put a blank before the bracket to begin a group",
			"括号前可用的名称：$1, date, caps, allcaps, nocaps, exact, atleast（加数字）；如欲分组，请在括号前加空格"},
		{"did you mean %s(…)?", "您是否想写 $1(…)？"},
		{"%q holds no letter or digit", "“$1”不含文字或者数字"},
		{"search for a word beside it", "请检索与其相邻的词"},
		{"the - of %s leaves nothing out here", "$1 中的 - 在此不表示排除"},
		{"write: but not %s", "请写作：but not $1"},
		{"a beginning needs %d letters or one Chinese character before the !", "! 之前至少须有$1个字母或者一个汉字"},
		{"write more of the word, such as licen!", "请多写几个字母，例如 licen!"},
		{"a word with * needs %d letters or digits besides", "带 * 的词还须有$1个字母或者数字"},
		{"write more of the word, such as wom*n", "请多写几个字母，例如 wom*n"},
		{"the question is longer than %d bytes", "问句超过$1字节"},
		{"ask a shorter one", "请缩短问句"},
		{"the question is not valid UTF-8", "问句不是有效的 UTF-8 文本"},
		{"the question holds no letter or digit", "问句不含文字或者数字"},
		{"the question holds more than %d different words", "问句中不同的词超过$1个"},
		{"a date is missing here", "此处缺少日期"},
		{"date( reads dates joined by and, and a ) after them", "date( 之后应为以 and 连接的日期，并以右括号结束"},
		{"the query stands for more than %d words", "检索式展开后超过$1个词"},
		{"use fewer or longer beginnings", "请减少词首截断，或者多写几个字母"},
		{"%s stands for more than %d words", "“$1”展开后超过$2个词"},
		{"write more of the word", "请多写几个字母"},
	}
}
