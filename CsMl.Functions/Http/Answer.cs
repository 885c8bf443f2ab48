namespace CsMl.Functions.Http;

/// <summary>The envelope of most answers.</summary>
public sealed record Answer<T>(T Data);
