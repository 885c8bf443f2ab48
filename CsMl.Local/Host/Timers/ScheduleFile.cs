using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Timers;

/// <summary>
/// Stores the state of one schedule on disk, so that the next start knows about a missed occurrence. Losing the state
/// costs one late run, so a read or write error never stops a timer.
/// </summary>
internal sealed partial class ScheduleFile(string dataDirectory, string functionName, ILogger logger)
{
    private readonly string _path = Path.Combine(dataDirectory, "timers", functionName + ".json");

    public ScheduleStatus? Read()
    {
        try
        {
            return File.Exists(_path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), ScheduleJson.Default.ScheduleStatus)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.Unreadable(logger, _path, e);
            return null;
        }
    }

    public void Write(ScheduleStatus status)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            // Written to a new file and then moved: a crash leaves the old state or the new one, never a part of it.
            var draft = _path + ".new";
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(status, ScheduleJson.Default.ScheduleStatus));
            File.Move(draft, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.Unwritable(logger, _path, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The schedule's state in {Path} cannot be read; it begins anew")]
        public static partial void Unreadable(ILogger logger, string path, Exception exception);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The schedule's state cannot be written to {Path}; a restart may miss or repeat an occurrence"
        )]
        public static partial void Unwritable(ILogger logger, string path, Exception exception);
    }
}
