using System.Text.Json.Serialization;

namespace CsMl.Functions.Http;

/// <summary>What a caller may do. Each role may do what those before it may.</summary>
public enum AccessRole
{
    /// <summary>Reads what is stored; computes and changes nothing.</summary>
    [JsonStringEnumMemberName("reader")]
    Reader,

    /// <summary>Predicts, writes facts and outcomes, works on CTAs, starts runs and imports.</summary>
    [JsonStringEnumMemberName("agent")]
    Agent,

    /// <summary>Changes playbooks, cancels runs, reads the audit.</summary>
    [JsonStringEnumMemberName("admin")]
    Admin,
}
