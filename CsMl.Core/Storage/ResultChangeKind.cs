using System.Text.Json.Serialization;

namespace CsMl.Core.Storage;

[JsonConverter(typeof(JsonStringEnumConverter<ResultChangeKind>))]
public enum ResultChangeKind
{
    /// <summary>An account has a new latest prediction.</summary>
    [JsonStringEnumMemberName("prediction")]
    Prediction,

    /// <summary>A CTA of the app was made or changed.</summary>
    [JsonStringEnumMemberName("cta")]
    Cta,

    /// <summary>An outcome was recorded, or found in the facts.</summary>
    [JsonStringEnumMemberName("outcome")]
    Outcome,

    /// <summary>The account was removed; its predictions are withdrawn.</summary>
    [JsonStringEnumMemberName("removal")]
    Removal,
}
