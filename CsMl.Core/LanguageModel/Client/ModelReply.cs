using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Client;

/// <param name="Text">Null if there is no text.</param>
/// <param name="Failure">The reason if there is no text, otherwise null.</param>
/// <param name="Detail">Description of the failure for the log. Never contains a prompt, a reply or a key.</param>
/// <param name="Usage">The total usage reported by the server, including failed calls.</param>
/// <param name="Took">
/// Time from the start of the first attempt to the end of the last, without the time spent waiting for a free slot.
/// </param>
public sealed record ModelReply(string? Text, FallbackReason? Failure, string? Detail, ModelUsage Usage, TimeSpan Took);
