using System.ComponentModel.DataAnnotations;
using CsMl.Core.LanguageModel.Client;

namespace CsMl.Core.LanguageModel;

/// <summary>Settings <c>Llm:*</c>: which language model predicts, and what it may take in time, tokens and money.</summary>
public sealed class LlmOptions
{
    public const string Section = "Llm";

    /// <summary>Where the model is served: an Azure OpenAI resource, api.openai.com or any compatible server (<see cref="ModelEndpoint"/>). Empty: rules predict.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Name of the model; on Azure that of its deployment.</summary>
    public string Model { get; set; } = "";

    /// <summary>API key. Empty: an Entra token on Azure, and no key at all elsewhere.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Tried where the first key is refused, so that keys can be changed without a gap.</summary>
    public string SecondApiKey { get; set; } = "";

    /// <summary>Seconds that one call may take, 1–300.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Calls made again after a failure that may pass, 0–5.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 2;

    /// <summary>Most tokens of a reply, 200–32000.</summary>
    [Range(200, 32_000)]
    public int MaxOutputTokens { get; set; } = 2_000;

    /// <summary>About how many tokens of an account's facts are shown, 500–100000.</summary>
    [Range(500, 100_000)]
    public int MaxFactTokens { get; set; } = 4_000;

    /// <summary>Randomness of the reply, 0–2; empty for models that take none.</summary>
    [Range(0.0, 2.0)]
    public double? Temperature { get; set; } = 0;

    /// <summary>Calls in flight at once in one instance of the app, 1–256.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 8;

    /// <summary>Whether names, addresses, phone numbers, links and ids are replaced before anything is sent.</summary>
    public bool Anonymize { get; set; } = true;

    /// <summary>Whether texts of the CRM are sent; false: counts, dates and scores only, and placeholders for all names.</summary>
    public bool IncludeText { get; set; } = true;

    /// <summary>How far a model's probability may be from the rules' without citing a fact for it, 0–1; twice as far with findings that bear it out.</summary>
    [Range(0.0, 1.0)]
    public double MaxDistance { get; set; } = 0.15;

    /// <summary>Most tokens a day for a tenant; 0: no bound.</summary>
    [Range(0, long.MaxValue)]
    public long DailyTokens { get; set; }

    /// <summary>Most money a day for a tenant, in the prices' currency; 0: no bound.</summary>
    [Range(0, 1_000_000)]
    public decimal DailyCost { get; set; }

    /// <summary>Most tokens of one run; 0: no bound.</summary>
    [Range(0, long.MaxValue)]
    public long RunTokens { get; set; }

    /// <summary>Most money of one run, in the prices' currency; 0: no bound.</summary>
    [Range(0, 1_000_000)]
    public decimal RunCost { get; set; }

    /// <summary>What a million tokens of the prompt cost, 0–1000000 in any one currency; empty: unknown.</summary>
    [Range(0, 1_000_000)]
    public decimal? InputPrice { get; set; }

    /// <summary>The same for tokens that the server had in its cache; empty: as any other of the prompt.</summary>
    [Range(0, 1_000_000)]
    public decimal? CachedInputPrice { get; set; }

    /// <summary>What a million tokens of the reply cost, reasoning included; empty: unknown.</summary>
    [Range(0, 1_000_000)]
    public decimal? OutputPrice { get; set; }

    /// <summary>Whether there is a model to ask.</summary>
    public bool IsConfigured => Endpoint is not null;

    /// <summary>The price is known or unknown, and not half of it: a cost without its other half would be wrong.</summary>
    public bool IsPriceWhole =>
        InputPrice.HasValue == OutputPrice.HasValue && (CachedInputPrice is null || InputPrice.HasValue);

    /// <summary>True where no budget in money is set, or what the model costs is known.</summary>
    public bool CanCount => (DailyCost == 0 && RunCost == 0) || (InputPrice.HasValue && OutputPrice.HasValue);

    /// <summary>
    /// What calls of <see cref="Model"/> cost, by whatever name its server calls it in the reply; null where the price is
    /// not configured.
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
