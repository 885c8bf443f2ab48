namespace CsMl.Functions.Http;

/// <summary>The envelope of most responses.</summary>
public sealed record Answer<T>(T Data);
