module github.com/lodestone-kb/lodestone

go 1.26
