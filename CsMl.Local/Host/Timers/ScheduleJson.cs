using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host.Timers;

[JsonSerializable(typeof(ScheduleStatus))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
