using CsMl.Local.Commands;

return await CommandLine.RunAsync(
    CommandLine.Create(TimeProvider.System),
    args,
    TerminalWriter.Output(),
    TerminalWriter.Error()
);
