package sheet

import "testing"

func TestIsCSV(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     bool
	}{
		{"two columns", "Country,Code\nGabon,GA\nChile,CL\n", true},
		{"no last line break", "Country;Code\r\nGabon;GA\r\nChile;CL", true},
		{"delimiter in quotes", "Name,Code\n\"Foil, thin\",7607.11\n\"Rods, bars\",7604.10\n", true},
		{"blank behind the delimiter", "Metal, Code, Quota\nGallium, 8112.92, 100\nAntimony, 8110.10, 20\n", true},
		{"Chinese, two columns", "名称,编码\n镓,8112.92\n锑,8110.10\n", true},
		{"Chinese, words alone", "物项;用途;国家\n镓;芯片;日本\n锗;光纤;韩国\n", true},
		{"decimal commas between semicolons", "Erz;Anteil\nZinn;0,5\nWolfram;1,25\n", true},
		{"byte order mark", "\ufeffMetal,Symbol\nTin,Sn\nZinc,Zn\n", true},
		{"pipes", "Metal|Symbol\nTin|Sn\nZinc|Zn\n", true},

		{"two lines", "Country,Code\nGabon,GA\n", false},
		{"prose", "The mine is closed, they say.\nThe smelter runs, but slowly.\nPrices rose, and fell again.\n", false},
		{"wrapped prose", "When the quota is used up, the desk\nstops its work, and whoever comes\nlater waits, as ever, for spring\n", false},
		{"poem", "Grey was the ore,\nred was the flame,\nbright was the core,\n", false},
		{"poem without last commas", "Deep in the hill, the miners sing\nHigh on the hill, the church bells ring\nUp from the hill, the ore they bring\n", false},
		{"Chinese poem", "白日照山冈,清泉过石梁\n松风吹古道,明月入寒窗\n行人归故里,灯火满山庄\n", false},
		{"Chinese prose", "出口须经许可,违者受罚。\n申请应当书面,附合同。\n本公告自即日起施行,特此公告。\n", false},
		{"Chinese poem in GBK", "\xb0\xd7\xc8\xd5,\xc9\xbd\xb8\xd4\n\xcb\xc9\xb7\xe7,\xb9\xc5\xb5\xc0\n\xd0\xd0\xc8\xcb,\xb9\xca\xc0\xef\n", false},
		{"addresses", "12 Harbour Road, Lagos, 100001\n7 Mill Lane, Leeds, LS1\n3 Rue Basse, Lyon, 69002\n", false},
		{"addresses over lines", "Mine Office,\n12 Harbour Road,\nLagos\n", false},
		{"decimals, one a line", "1,5\n2,75\n10,25\n", false},
		{"thousands, one a line", "1,500\n2,750\n10,250\n", false},
		{"dates of a letter", "Leeds, 3 May 2024\nLyon, 4 May 2024\nBonn, 5 May 2024\n", false},
		{"clauses", "the ore is weighed;\nthe ore is sampled;\nthe ore is sealed;\n", false},
		{"calls of a program", "weigh(a,b)\nseal(a,b)\nship(a,b)\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := IsCSV([]byte(c.in)); got != c.want {
				t.Errorf("IsCSV = %v, want %v", got, c.want)
			}
		})
	}
}
