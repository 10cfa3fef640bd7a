package word

import "unicode/utf16"

// styleProps are the paragraph properties that the styles of a binary file bring along, by their
// index, inherited ones included (MS-DOC 2.9.271).
func styleProps(f *fib, table []byte) []paraProps {
	if f.old() {
		return nil
	}
	offset, length := f.pair(pairStyles)
	b := cut(table, offset, length)
	head := u16(b, 0)
	info := cut(b, 2, head)
	if len(info) < 4 {
		return nil
	}
	count, base := min(u16(info, 0), 4096), u16(info, 2)
	b = b[2+head:]
	out := make([]paraProps, count)
	parents := make([]int, count)
	changes := make([][]byte, count)
	for i := range count {
		size := u16(b, 0)
		std := cut(b, 2, size)
		if len(b) < 2 || std == nil && size > 0 {
			break
		}
		b = b[2+size:]
		parents[i] = noStyle
		if len(std) < base || base < 6 {
			continue
		}
		out[i].outline = headingOf(u16(std, 0) & 0xfff)
		if kind := u16(std, 2); kind&0xf == 1 {
			parents[i] = kind >> 4
			changes[i] = styleChanges(std, base)
		}
	}
	done := make([]paraProps, count)
	for i := range count {
		chain := []int{i}
		for up := parents[i]; up < count && len(chain) < 12; up = parents[up] {
			chain = append(chain, up)
		}
		for k := len(chain) - 1; k >= 0; k-- {
			if h := out[chain[k]].outline; h > 0 {
				done[i].outline = h
			}
			done[i].apply(changes[chain[k]], nil)
		}
		done[i].style = i
	}
	return done
}

const noStyle = 0xfff

// headingOf tells the level of the built-in headings 1 to 9.
func headingOf(builtIn int) int {
	if builtIn >= 1 && builtIn <= 9 {
		return builtIn
	}
	return 0
}

// styleChanges returns the changes of the paragraph's properties: after the fixed part, the name with
// its end, padded; then a length, the style's own index, and the changes.
func styleChanges(std []byte, base int) []byte {
	at := base + 2 + 2*u16(std, base) + 2
	at += (at - base) & 1
	n := u16(std, at)
	changes := cut(std, at+2, n)
	if len(changes) < 2 {
		return nil
	}
	return changes[2:]
}

// fontNames reads the table of fonts (MS-DOC 2.9.286), of which only the names matter: they say what
// the characters of symbol fonts are.
func fontNames(f *fib, table []byte) map[int]string {
	out := map[int]string{}
	if f.old() {
		return out
	}
	offset, length := f.pair(pairFonts)
	b := cut(table, offset, length)
	count := u16(b, 0)
	b = b[min(4, len(b)):]
	for i := range count {
		if len(b) < 1 || len(b) < 1+int(b[0]) {
			break
		}
		entry := b[:1+int(b[0])]
		b = b[len(entry):]
		var name []uint16
		for at := 40; at+1 < len(entry) && u16(entry, at) != 0; at += 2 {
			name = append(name, uint16(u16(entry, at)))
		}
		out[i] = string(utf16.Decode(name))
	}
	return out
}
