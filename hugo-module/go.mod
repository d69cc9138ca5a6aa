module github.com/hugo-crossorigin/crossorigin/hugo-module

go 1.26
