using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>The envelope of most answers.</summary>
public sealed record Answer<T>(T Data);

/// <param name="Cached">True, or absent.</param>
/// <param name="FactsChangedSince">True, or absent: the account's facts changed after the prediction was made.</param>
public sealed record PredictionAnswer(
    RawJson Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Cached,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? FactsChangedSince
)
{
    public static PredictionAnswer Of(Predicted predicted) =>
        new(predicted.Prediction, predicted.Cached ? true : null, predicted.FactsChangedSince ? true : null);
}

public sealed record PredictionsAnswer(
    IReadOnlyList<Prediction> Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);

public sealed record CtasAnswer(
    IReadOnlyList<Cta> Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);

public sealed record PlaybooksAnswer(IReadOnlyList<Playbook> Data);

public sealed record HighRiskAnswer(
    IReadOnlyList<HighRiskAccount> Data,
    int Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);

/// <summary>A run that was accepted, and where to look after it.</summary>
public sealed record StartedRunAnswer(string RunId, string StatusUrl)
{
    internal static Reply<StartedRunAnswer> Accept(HttpRequest request, string runId)
    {
        var portfolio = request.Path.Value!;
        portfolio = portfolio[..(portfolio.IndexOf("/ml/", StringComparison.OrdinalIgnoreCase) + "/ml/".Length)];
        var statusUrl = $"{portfolio}runs/{runId}";
        request.HttpContext.Response.Headers["Operation-Location"] = $"{request.Scheme}://{request.Host}{statusUrl}";
        return ((Reply<StartedRunAnswer>)new StartedRunAnswer(runId, statusUrl)).As(StatusCodes.Status202Accepted);
    }
}

/// <param name="Validated">How many predictions are settled now that were not before.</param>
public sealed record ValidatedAnswer(int Validated, string Message);

public sealed record RunsAnswer(IReadOnlyList<Run> Data);

/// <param name="Available">Whether a language model predicts.</param>
public sealed record StatusAnswer(bool Available, string Message, PredictionSource Source);

/// <summary>How answers are written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)]
)]
[JsonSerializable(typeof(PredictionAnswer))]
[JsonSerializable(typeof(PredictionsAnswer))]
[JsonSerializable(typeof(HighRiskAnswer))]
[JsonSerializable(typeof(GeneratedCtas))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(StartedRunAnswer))]
[JsonSerializable(typeof(RunsAnswer))]
[JsonSerializable(typeof(Answer<GeneratedCta>))]
[JsonSerializable(typeof(Answer<AccountFacts>))]
[JsonSerializable(typeof(Answer<Accuracy>))]
[JsonSerializable(typeof(Answer<ToldOutcome>))]
[JsonSerializable(typeof(ValidatedAnswer))]
[JsonSerializable(typeof(Answer<PredictionChange>))]
[JsonSerializable(typeof(Answer<CtaStatistics>))]
[JsonSerializable(typeof(Answer<Run>))]
[JsonSerializable(typeof(CtasAnswer))]
[JsonSerializable(typeof(Answer<CtaDetail>))]
[JsonSerializable(typeof(PlaybooksAnswer))]
[JsonSerializable(typeof(Answer<Playbook>))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(ForwardedPrincipal))]
[JsonSerializable(typeof(string))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    private static HttpJson? plain;

    /// <inheritdoc cref="PlainText"/>
    public static HttpJson Plain => plain ??= new HttpJson(PlainText.Of(Default.Options));
}
