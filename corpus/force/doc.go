// Package force reads the force of a provision: the words by which it commands, forbids or permits.
//
// The one idea needed to read it: force is carried by a closed set of words (shall, must, may not,
// 应当, 不得, 可以), and the same words are also used without any: "items that may be used in", "this
// Regulation shall enter into force", 供应, 可能. Each use of such a word is judged by its neighbours,
// and what commands nothing is left out; a text without such words has no force, which is an answer
// too. What is commanded, by whom and under which condition is not read here. Start at [Find].
//
// The classes are those of deontic logic as drafting manuals keep them: "shall" and "must" for a
// duty, "shall not", "must not" and "may not" for a prohibition, "may" for a permission (Joint
// Practical Guide of the EU institutions, 2.3; 立法技术规范（试行）(一), 13.1 on 应当, 必须 and 不得).
package force
