using System.Text.Json.Serialization;

namespace CsMl.Core.Settings;

/// <summary>Where the value of a setting comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SettingSource>))]
public enum SettingSource
{
    /// <summary>Stored by an admin of the tenant.</summary>
    [JsonStringEnumMemberName("stored")]
    Stored,

    /// <summary>Configured by whoever deployed the app.</summary>
    [JsonStringEnumMemberName("configured")]
    Configured,

    [JsonStringEnumMemberName("default")]
    Default,
}
