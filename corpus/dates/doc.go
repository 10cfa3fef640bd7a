// Package dates reads the dates that texts print, in the languages in which governments publish.
//
// The one idea needed to read it: a date is found only where a year is printed beside a month, and
// it is as precise as it is printed. Nothing is completed, corrected or preferred: 2025年 alone,
// 10月9日 alone, 31 February and 02/03/2026 (whose order nobody can know) are not dates here, and
// 2025年第61号 is the number of a document. Start at [Find]; [Read] takes a whole string, such as
// the content of a meta tag; [FindPartial] finds the days that are printed without a year.
package dates
