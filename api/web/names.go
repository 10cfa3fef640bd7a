package web

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

// elementNames has the English names of the elements by atomic number, as [kb.Elements] orders them.
const elementNames = `hydrogen helium lithium beryllium boron carbon nitrogen oxygen fluorine neon sodium magnesium aluminium silicon
phosphorus sulfur chlorine argon potassium calcium scandium titanium vanadium chromium manganese iron cobalt nickel copper zinc
gallium germanium arsenic selenium bromine krypton rubidium strontium yttrium zirconium niobium molybdenum technetium ruthenium
rhodium palladium silver cadmium indium tin antimony tellurium iodine xenon caesium barium lanthanum cerium praseodymium neodymium
promethium samarium europium gadolinium terbium dysprosium holmium erbium thulium ytterbium lutetium hafnium tantalum tungsten
rhenium osmium iridium platinum gold mercury thallium lead bismuth polonium astatine radon francium radium actinium thorium
protactinium uranium neptunium plutonium americium curium berkelium californium einsteinium fermium mendelevium nobelium lawrencium
rutherfordium dubnium seaborgium bohrium hassium meitnerium darmstadtium roentgenium copernicium nihonium flerovium moscovium
livermorium tennessine oganesson`

// material names an element or a group for people: "gallium (Ga)", "rare earth elements".
func material(m kb.Material) string {
	if i := slices.Index(kb.Elements(), m); i >= 0 {
		return strings.Fields(elementNames)[i] + " (" + string(m) + ")"
	}
	switch m {
	case "REE":
		return "rare earths"
	case "REE-light":
		return "light rare earths"
	case "REE-medium-heavy":
		return "medium and heavy rare earths"
	case "PGM":
		return "platinum group metals"
	case "superhard":
		return "superhard materials"
	}
	return plain(string(m))
}
