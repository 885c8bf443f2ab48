using System.Text.Json.Serialization;

namespace CsMl.Core.Learning;

/// <summary>What is made of a tenant's outcomes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningMode>))]
public enum LearningMode
{
    /// <summary>Nothing is learned.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>What is learned is shown beside the rules and used for nothing.</summary>
    [JsonStringEnumMemberName("shadow")]
    Shadow,

    /// <summary>What is learned makes the probabilities.</summary>
    [JsonStringEnumMemberName("on")]
    On,
}
