using CsMl.Local.Commands;

return await CommandLine.Create(TimeProvider.System).Parse(args).InvokeAsync();
