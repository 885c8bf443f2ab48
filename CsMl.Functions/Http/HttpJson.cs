using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using CsMl.Core.Morning;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Core.Settings;

namespace CsMl.Functions.Http;

/// <summary>JSON of the responses.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)]
)]
[JsonSerializable(typeof(PredictionAnswer))]
[JsonSerializable(typeof(PredictionsAnswer))]
[JsonSerializable(typeof(HighRiskAnswer))]
[JsonSerializable(typeof(ChangesAnswer))]
[JsonSerializable(typeof(Answer<DigestView>))]
[JsonSerializable(typeof(GeneratedCtas))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(StartedRunAnswer))]
[JsonSerializable(typeof(RunsAnswer))]
[JsonSerializable(typeof(Answer<GeneratedCta>))]
[JsonSerializable(typeof(Answer<DescribedAccount>))]
[JsonSerializable(typeof(ContextAnswer))]
[JsonSerializable(typeof(Answer<Erasure>))]
[JsonSerializable(typeof(Answer<Accuracy>))]
[JsonSerializable(typeof(Answer<RecordedOutcome>))]
[JsonSerializable(typeof(Answer<OpinionView>))]
[JsonSerializable(typeof(OpinionsAnswer))]
[JsonSerializable(typeof(MissesAnswer))]
[JsonSerializable(typeof(ValidatedAnswer))]
[JsonSerializable(typeof(Answer<PredictionChange>))]
[JsonSerializable(typeof(Answer<CtaStatistics>))]
[JsonSerializable(typeof(Answer<RunView>))]
[JsonSerializable(typeof(CtasAnswer))]
[JsonSerializable(typeof(PatchedCtasAnswer))]
[JsonSerializable(typeof(Answer<CtaDetail>))]
[JsonSerializable(typeof(PlaybooksAnswer))]
[JsonSerializable(typeof(Answer<SettingsView>))]
[JsonSerializable(typeof(Answer<Playbook>))]
[JsonSerializable(typeof(AuditAnswer))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(ForwardedPrincipal))]
[JsonSerializable(typeof(string))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    private static HttpJson? _plain;

    /// <inheritdoc cref="PlainText"/>
    public static HttpJson Plain => _plain ??= new HttpJson(PlainText.Of(Default.Options));
}
