namespace CsMl.Core.LanguageModel.Client;

/// <summary>Says why a server cannot be used, and which setting to look at.</summary>
internal static class DescribeCause
{
    /// <returns>Part of a sentence; null for a cause that may be another one with the next question.</returns>
    public static string? InWords(FailureCause cause) =>
        cause switch
        {
            FailureCause.KeyRefused => "its server refuses the key or the sign-in (Llm:ApiKey)",
            FailureCause.ModelNotFound => "its server has no model of this name (Llm:Model)",
            FailureCause.OutOfQuota => "the quota or the credit at its server is used up",
            FailureCause.AddressNotFound => "nothing is found at its address (Llm:Endpoint)",
            FailureCause.NoServer => "no server answers at its address (Llm:Endpoint)",
            FailureCause.TooLong =>
                "its context is too short for the question (Llm:MaxFactTokens, Llm:MaxOutputTokens)",
            FailureCause.EveryForm => "its server refuses the question in every form that the app knows",
            _ => null,
        };
}
