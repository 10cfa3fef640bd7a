package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) version() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "The version of the program", Example: "  lodestone version", RunE: func(*cobra.Command, []string) error {
		if a.json {
			return a.printJSON(programVersion())
		}
		_, err := fmt.Fprintln(a.out, programLine())
		return err
	}}
}

func programVersion() map[string]string {
	v := map[string]string{"version": "development", "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		v["version"] = info.Main.Version
	}
	return v
}

func programLine() string {
	v := programVersion()
	return fmt.Sprintf("lodestone %s, %s, %s", v["version"], v["go"], v["platform"])
}
