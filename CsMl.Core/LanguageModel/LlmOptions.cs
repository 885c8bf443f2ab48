using System.ComponentModel.DataAnnotations;
using CsMl.Core.LanguageModel.Client;

namespace CsMl.Core.LanguageModel;

/// <summary>Settings <c>Llm:*</c>: the language model and its limits of time, tokens and cost.</summary>
public sealed class LlmOptions
{
    public const string Section = "Llm";

    /// <summary>
    /// URL of the model: an Azure OpenAI resource, api.openai.com or any compatible server
    /// (<see cref="ModelEndpoint"/>). If it is empty, the rules predict.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Name of the model; on Azure the name of the deployment.</summary>
    public string Model { get; set; } = "";

    /// <summary>API key. If it is empty, an Entra token is used on Azure, and no credential elsewhere.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Used if the first key is rejected, so that keys can be rotated without downtime.</summary>
    public string SecondApiKey { get; set; } = "";

    /// <summary>Time-out of one call in seconds, 1–300.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Retries after a transient failure, 0–5.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 2;

    /// <summary>Maximum number of tokens of a reply, 200–32000.</summary>
    [Range(200, 32_000)]
    public int MaxOutputTokens { get; set; } = 2_000;

    /// <summary>Approximate maximum number of tokens of an account's facts in a prompt, 500–100000.</summary>
    [Range(500, 100_000)]
    public int MaxFactTokens { get; set; } = 4_000;

    /// <summary>Temperature of the model, 0–2; empty for models that do not accept one.</summary>
    [Range(0.0, 2.0)]
    public double? Temperature { get; set; } = 0;

    /// <summary>Maximum number of concurrent calls in one instance of the app, 1–256.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 8;

    /// <summary>True if names, addresses, phone numbers, links and ids are replaced before anything is sent.</summary>
    public bool Anonymize { get; set; } = true;

    /// <summary>
    /// True if CRM texts are sent; if false, only counts, dates, scores and placeholders for names are sent.
    /// </summary>
    public bool IncludeText { get; set; } = true;

    /// <summary>
    /// Maximum difference between the model's and the rules' probability without a cited fact, 0–1. With supporting
    /// findings twice the difference is allowed.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MaxDistance { get; set; } = 0.15;

    /// <summary>Maximum number of tokens per day and tenant; 0 for no limit.</summary>
    [Range(0, long.MaxValue)]
    public long DailyTokens { get; set; }

    /// <summary>Maximum cost per day and tenant, in the currency of the prices; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public decimal DailyCost { get; set; }

    /// <summary>Maximum number of tokens per run; 0 for no limit.</summary>
    [Range(0, long.MaxValue)]
    public long RunTokens { get; set; }

    /// <summary>Maximum cost per run, in the currency of the prices; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public decimal RunCost { get; set; }

    /// <summary>Price of a million prompt tokens, 0–1000000 in any one currency; empty if unknown.</summary>
    [Range(0, 1_000_000)]
    public decimal? InputPrice { get; set; }

    /// <summary>
    /// Price of a million prompt tokens that the server had in its cache; empty if it is the same as for other prompt
    /// tokens.
    /// </summary>
    [Range(0, 1_000_000)]
    public decimal? CachedInputPrice { get; set; }

    /// <summary>Price of a million reply tokens, including reasoning; empty if unknown.</summary>
    [Range(0, 1_000_000)]
    public decimal? OutputPrice { get; set; }

    /// <summary>True if a model is configured.</summary>
    public bool IsConfigured => Endpoint is not null;

    /// <summary>
    /// True if both prices are set or neither is, because a cost from only one of them would be wrong.
    /// </summary>
    public bool IsPriceWhole =>
        InputPrice.HasValue == OutputPrice.HasValue && (CachedInputPrice is null || InputPrice.HasValue);

    /// <summary>True if no cost budget is set or the prices are known.</summary>
    public bool CanCount => (DailyCost == 0 && RunCost == 0) || (InputPrice.HasValue && OutputPrice.HasValue);

    /// <summary>The same settings with facts that are halved a number of times, but not below the least allowed.</summary>
    internal LlmOptions Shortened(int times)
    {
        var shorter = (LlmOptions)MemberwiseClone();
        shorter.MaxFactTokens = Math.Max(500, MaxFactTokens >> times);
        return shorter;
    }

    /// <summary>
    /// Cost of calls of <see cref="Model"/>, whatever name the server's reply gives the model; null if no price is
    /// configured.
    /// </summary>
    public decimal? CostOf(ModelUsage usage) =>
        InputPrice is { } input && OutputPrice is { } output
            ? (
                (usage.InputTokens - usage.CachedInputTokens) * input
                + usage.CachedInputTokens * (CachedInputPrice ?? input)
                + usage.OutputTokens * output
            ) / 1_000_000
            : null;
}
