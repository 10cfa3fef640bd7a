package kb

import "slices"

// PlaceGroup is a named set of countries by which texts say where goods go. "*" is every place.
type PlaceGroup struct {
	Name    string   `json:"name"`
	Members []string `json:"members"`
	// Complement is true where the group is every country but the members, as "non-OECD" is.
	Complement bool `json:"complement,omitempty"`
}

// PlaceGroups returns the closed list of destination groups. Memberships are those of 2026.
func PlaceGroups() []PlaceGroup { return slices.Clone(placeGroups) }

var placeGroups = func() []PlaceGroup {
	eu := []string{"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
	oecd := []string{"AT", "AU", "BE", "CA", "CH", "CL", "CO", "CR", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HU", "IE", "IL", "IS", "IT", "JP", "KR", "LT", "LU", "LV", "MX", "NL", "NO", "NZ", "PL", "PT", "SE", "SI", "SK", "TR", "US"}
	eaeu := []string{"AM", "BY", "KG", "KZ", "RU"}
	return []PlaceGroup{
		{Name: "EU", Members: eu},
		{Name: "OECD", Members: oecd},
		{Name: "non-OECD", Members: oecd, Complement: true},
		{Name: "EAEU", Members: eaeu},
		{Name: "non-EAEU", Members: eaeu, Complement: true},
	}
}()

// Countries returns the ISO 3166-1 alpha-2 codes of all 249 countries and areas, sorted.
func Countries() []string { return slices.Clone(countries) }

var countries = []string{
	"AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
	"BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ",
	"CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ",
	"DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR",
	"GA", "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY",
	"HK", "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP",
	"KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY",
	"MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ",
	"NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY",
	"QA", "RE", "RO", "RS", "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST", "SV", "SX", "SY", "SZ",
	"TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ",
	"VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
}

// IsPlace reports whether the word is a country code, a destination group or "*".
func IsPlace(code string) bool {
	if code == "*" || isCountry(code) {
		return true
	}
	_, ok := placeGroup(code)
	return ok
}

func isCountry(code string) bool {
	_, ok := slices.BinarySearch(countries, code)
	return ok
}

// Covers reports whether a destination as a measure names it (a code, a group or "*") reaches the
// place asked for. A question for a group is reached only where every member is.
func Covers(named, asked string) bool {
	if named == "*" || named == asked {
		return true
	}
	g, ok := placeGroup(named)
	if !ok {
		return false
	}
	if a, isGroup := placeGroup(asked); isGroup {
		for _, c := range countries {
			if a.has(c) && !g.has(c) {
				return false
			}
		}
		return true
	}
	return g.has(asked)
}

// Touches reports whether a destination as a measure names it reaches a part of the place asked
// for: a measure on Germany touches a question on the EU.
func Touches(named, asked string) bool {
	if Covers(named, asked) || Covers(asked, named) {
		return true
	}
	g, ok1 := placeGroup(named)
	a, ok2 := placeGroup(asked)
	return ok1 && ok2 && slices.ContainsFunc(countries, func(c string) bool { return g.has(c) && a.has(c) })
}

func placeGroup(name string) (PlaceGroup, bool) {
	for _, g := range placeGroups {
		if g.Name == name {
			return g, true
		}
	}
	return PlaceGroup{}, false
}

func (g PlaceGroup) has(code string) bool {
	if slices.Contains(g.Members, code) {
		return !g.Complement
	}
	return g.Complement && isCountry(code)
}
