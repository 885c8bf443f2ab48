namespace CsMl.Functions.Http;

/// <param name="Validated">The number of predictions that this call validated.</param>
public sealed record ValidatedAnswer(int Validated, string Message);
