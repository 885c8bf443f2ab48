namespace CsMl.Local.Host.Admin;

/// <summary>Body of <c>POST /admin/functions/{name}</c>.</summary>
internal sealed record FunctionInvocation(string? Input);
