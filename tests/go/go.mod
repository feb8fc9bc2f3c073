module gemportal.example/tests/go

go 1.21

require golang.org/x/mod v0.7.0

// As Debian ships it (golang-golang-x-mod-dev), so that nothing is fetched.
replace golang.org/x/mod => /usr/share/gocode/src/golang.org/x/mod
