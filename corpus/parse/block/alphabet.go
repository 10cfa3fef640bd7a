package block

// A guess at a charset is tried by how a script fills its bytes: detectors confuse charsets that may have
// the same ones.

// fewest is how many words or pairs are counted before they tell anything.
const fewest = 12

// highWords visits the words that are made of bytes above ASCII alone.
func highWords(b []byte, visit func(word []byte)) {
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			i++
			continue
		}
		end := i
		for end < len(b) && b[end] >= 0x80 {
			end++
		}
		visit(b[i:end])
		i = end
	}
}

// wordsOfHigh reports whether the letters above ASCII make up words of their own, as in Cyrillic, Greek or Arabic:
// in languages of Latin letters they stand among others.
func wordsOfHigh(b []byte) bool {
	words, bytes, all := 0, 0, 0
	highWords(b, func(w []byte) {
		all += len(w)
		if len(w) >= 3 {
			words++
			bytes += len(w)
		}
	})
	return words >= fewest && bytes*10 >= all*8
}

// startsLikeArabic reports whether many words begin with the article ال as windows-1256 has it.
func startsLikeArabic(b []byte) bool {
	words, articles := 0, 0
	highWords(b, func(w []byte) {
		words++
		if len(w) > 3 && w[0] == 0xc7 && w[1] == 0xe1 {
			articles++
		}
	})
	return words >= fewest && articles*8 >= words
}

// rowsOfHangul reports whether nearly all pairs stand in the 25 rows of Hangul of KS X 1001, which are the first
// half of those of everyday characters of GB/T 2312: Chinese fills both halves.
func rowsOfHangul(b []byte) bool {
	hangul, others := 0, 0
	for i := 0; i+1 < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		switch {
		case b[i] >= 0xb0 && b[i] <= 0xc8:
			hangul++
		case b[i] > 0xc8, b[i] >= 0xa4 && b[i] <= 0xaf: // kana, where the text is Japanese
			others++
		}
		i++
	}
	return hangul >= fewest && others*20 <= hangul
}

// cyrillic names the Cyrillic charset whose small letters most of the bytes above ASCII are.
func cyrillic(b []byte) string {
	var windows, koi, dos, all int
	highWords(b, func(w []byte) {
		for _, c := range w {
			all++
			if c >= 0xe0 || c == 0xb8 {
				windows++
			}
			if c >= 0xc0 && c <= 0xdf || c == 0xa3 {
				koi++
			}
			if c >= 0xa0 && c <= 0xaf || c >= 0xe0 && c <= 0xef || c == 0xf1 {
				dos++
			}
		}
	})
	switch most := max(windows, koi, dos); {
	case most*10 < all*8:
		return "windows-1252" // of none
	case most == windows:
		return "windows-1251"
	case most == koi:
		return "koi8-r"
	}
	return "ibm866"
}
