namespace CsMl.Functions.Http;

/// <param name="Validated">How many predictions are settled now that were not before.</param>
public sealed record ValidatedAnswer(int Validated, string Message);
