using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Replies;

/// <param name="Sentence">The error, its place and the correction. May quote the reply.</param>
internal sealed record ReplyFault(FallbackReason Reason, string Sentence)
{
    public static ReplyFault Invalid(string sentence) => new(FallbackReason.LlmInvalidReply, sentence);
}
