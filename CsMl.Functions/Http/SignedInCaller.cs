namespace CsMl.Functions.Http;

/// <summary>
/// The caller of a call that a page makes for somebody who is signed in to it. No request from outside carries it.
/// </summary>
internal sealed record SignedInCaller(Caller Caller);
